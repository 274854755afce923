/** An article that statements rest on, with our note on its outlet marked as ours. */
import type { BoxArticle } from '../../data/wire.ts'
import { formatDates } from '../dates.ts'
import type { Strings } from '../strings/strings.ts'
import { say } from '../strings/strings.ts'
import { citedText, link } from './citations.tsx'
import type { Row } from './rows.tsx'

export function source(article: BoxArticle, strings: Strings): Row {
  const { datePublished, outletNote } = article
  const date = datePublished && [', ', formatDates(strings, datePublished)]
  return [
    [<b>{say(strings, article.genre)}</b>, ' ', article.publisher, date],
    [
      <cite lang={article.inLanguage}>{link(article.url, article.headline)}</cite>,
      <small>{article.dateNote}</small>,
      article.summary.map(citedText),
      <aside>
        <b>{say(strings, 'Our note')}</b> {outletNote.text} {link(outletNote.url, outletNote.basis)}
      </aside>,
    ],
    article.id,
  ]
}
