/** Events and statements of the record, each with what its sources are and how to take it elsewhere. */
import { buildEvent, buildStatement, isStandalone } from '../../../data/build/box-rows.ts'
import type { Citation, Event, Statement } from '../../../data/schema/api.ts'
import { STATUS_NAMES } from '../../../data/schema/statuses.ts'
import { EventFacts } from '../../../widget/components/EventItem.tsx'
import { Heading } from '../../../widget/components/Heading.tsx'
import { SafeLink } from '../../../widget/components/SafeLink.tsx'
import { formatEventDate } from '../../../widget/i18n/dates.ts'
import type { Context } from './context.ts'
import type { Group } from './record.ts'

interface EventProps {
  context: Context
  event: Event
}

export function EventEntry({ context, event }: EventProps) {
  const { view, references } = context
  return (
    <article id={event.id} class="entry">
      <p class="label">{formatEventDate(event, view.language)}</p>
      <div>
        <h3 {...view.contentLang}>{event.name}</h3>
        <EventFacts view={view} event={buildEvent(event, references)} />
        {createTools(context, event)}
      </div>
    </article>
  )
}

interface StatementsProps {
  context: Context
  group: Group
  /** Of the group's heading. */
  level: number
}

/** What is said about one event, by status. The group's heading is left out where the event itself stands above. */
export function StatementGroup({ context, group: { event, isContinued, statements }, level }: StatementsProps) {
  const { view } = context
  const hasHeading = level === 3 || isContinued || !event
  return (
    <div class="group">
      {hasHeading && (
        <h3>
          {event ? (
            <>
              <a href={view.locate(event.id)} {...view.contentLang}>
                {event.name}
              </a>{' '}
              <small>{formatEventDate(event, view.language)}</small>
            </>
          ) : (
            'About no single event'
          )}
        </h3>
      )}
      {STATUS_NAMES.map((status) => {
        const own = statements.filter((statement) => statement.status === status)
        if (own.length === 0) return null
        return (
          <div class={`row led ${status}`}>
            <Heading level={4} text={view.t(status)} attributes={{ class: 'status' }} />
            <ul class="statements">
              {own.map((statement) => (
                <StatementEntry context={context} statement={statement} />
              ))}
            </ul>
          </div>
        )
      })}
    </div>
  )
}

/** The sentence names speaker and outlet, and the row its status: neither is said again. */
function StatementEntry({ context, statement }: { context: Context; statement: Statement }) {
  const { view, references } = context
  const built = buildStatement(statement, references)
  const { quote } = built
  return (
    <li id={statement.id} data-speaker={statement.claimant} data-outlet={findOutlet(context, statement)}>
      <p {...view.contentLang}>{statement.text}</p>
      {quote && !statement.text.includes(quote.text) && (
        <p class="quote">
          <q lang={quote.inLanguage} dir="auto">
            {quote.text}
          </q>
          {quote.spokenBy && ` ${quote.spokenBy.name}`}
        </p>
      )}
      {createTools(context, statement)}
    </li>
  )
}

/** The outlet that reports it, by the first article that the topic has of it. */
export function findOutlet({ topic, references }: Context, { reportedBy }: Statement): string {
  const publisher = references.article(reportedBy)?.publisher
  return topic.articles.find((article) => article.publisher === publisher)?.id ?? reportedBy
}

/** The passages, the item's own URL, and the way to embed it. */
function createTools(context: Context, item: Event | Statement) {
  const { topic, view } = context
  return (
    <p class="tools" {...context.own}>
      {linkPassages(context, item.citations)}
      <a class="copy" href={`${view.page}/${item.id}`}>
        Link to this
      </a>
      {isStandalone(item) && (
        <a class="embed" href={`/?item=${item.id}&topic=${topic.id}`}>
          Embed this
        </a>
      )}
    </p>
  )
}

/** One an article: the passage in the article, or where the article has no URL, its place on the page that checks it. */
function linkPassages({ view, references }: Context, citations: Citation[]) {
  return references.citations(citations).map(({ article, name, url }) => {
    const cited = citations.find((citation) => citation.article === article)
    const text = `Passage in ${name}`
    return url.startsWith('#') && cited ? (
      <a href={`${view.page}/verify#${namePassage(cited)}`}>{text}</a>
    ) : (
      <SafeLink href={url} text={text} />
    )
  })
}

/** Id of a passage on the page that checks it. */
export function namePassage({ article, locator }: Pick<Citation, 'article' | 'locator'>): string {
  return `passage-${article}-${locator.start}-${locator.end}`
}
