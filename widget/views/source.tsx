/** An article that statements rest on, with our note on its outlet marked as ours. */
import type { BoxArticle } from '../../data/wire.ts'
import { formatDates } from '../dates.ts'
import { citedText, link } from './citations.tsx'
import type { Context } from './context.ts'
import type { Row } from './rows.tsx'

export function source(article: BoxArticle, context: Context): Row {
  const { id, datePublished, outletNote } = article
  const { say, lang, own } = context
  return [
    [
      <b>{say(article.genre)}</b>,
      ' ',
      <span {...own}>{article.publisher}</span>,
      ' ',
      datePublished && <time datetime={datePublished}>{formatDates(context, datePublished)}</time>,
    ],
    [
      <cite lang={article.inLanguage} dir="auto">
        {link(article.url, article.headline, id)}
      </cite>,
      <small>{article.dateNote}</small>,
      article.summary.map((sentence) => citedText(sentence, context)),
      <aside>
        <b lang={lang}>{say('Our note')}</b> {outletNote.text} {link(outletNote.url, outletNote.basis)}
      </aside>,
    ],
    id,
  ]
}
