/** The articles that everything rests on, with our note on each outlet marked as ours. */
import type { BoxArticle } from '../../data/wire.ts'
import type { Context } from '../context.ts'
import { formatPeriod } from '../dates.ts'
import { CitedSentences } from './CitedSentences.tsx'
import { WebLink } from './WebLink.tsx'

export function Sources({ context }: { context: Context }) {
  return (
    <ul>
      {context.box.articles.map((article) => (
        <li class="row" id={`source-${article.id}`} tabIndex={-1}>
          <p class="meta">
            <b class="tag">{context.strings.genres[article.genre]}</b> <span>{article.publisher}</span>
          </p>
          <Source article={article} context={context} />
        </li>
      ))}
    </ul>
  )
}

function Source({ article, context }: { article: BoxArticle; context: Context }) {
  const { strings } = context
  const { url, headline, inLanguage, dateline, datePublished, dateBasis, outletNote, summary } = article
  return (
    <div class="main">
      <cite lang={inLanguage} dir="auto">
        <WebLink url={url} text={headline} />
      </cite>
      <p class="receipt">
        {datePublished && `${strings.published} ${formatPeriod(datePublished, datePublished, strings)}. `}
        {dateline && `${dateline}. `}
        {dateBasis}
      </p>
      <CitedSentences sentences={summary} context={context} />
      <aside>
        <b>{strings.ourNote}</b> {outletNote.text}{' '}
        <small>
          <WebLink url={outletNote.url} text={outletNote.basis} />
        </small>
      </aside>
    </div>
  )
}
