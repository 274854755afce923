/** Events and statements of the record, each with its sources and with links to share and embed it. */
import { isStandalone, listFacts } from '../../../data/build/box-rows.ts'
import type { Citation, Event, Statement } from '../../../data/schema/api.ts'
import { STATUS_NAMES } from '../../../data/schema/statuses.ts'
import { EventFacts } from '../../../widget/components/EventItem.tsx'
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
        <EventFacts view={view} id={event.id} facts={listFacts(event, references)} />
        {createTools(context, event)}
      </div>
    </article>
  )
}

interface StatementsProps {
  context: Context
  group: Group
  /** Whether the group's event is not named above it. */
  hasHeading: boolean
}

/** The statements about one event, by status. */
export function StatementGroup({ context, group: { event, statements }, hasHeading }: StatementsProps) {
  const { view } = context
  const byStatus = Map.groupBy(statements, ({ status }) => status)
  return (
    <div class="group">
      {hasHeading && (
        <h3>
          {event ? (
            <a href={view.locate(event.id)} {...view.contentLang}>
              {event.name}
            </a>
          ) : (
            'Not about one event'
          )}
          {event && [' ', <small>{formatEventDate(event, view.language)}</small>]}
        </h3>
      )}
      {STATUS_NAMES.map((status) => {
        const own = byStatus.get(status)
        return (
          own && (
            <div class={`row led ${status}`}>
              <h4 class="status">{view.t(status)}</h4>
              <ul class="statements">{own.map((statement) => createStatement(context, statement))}</ul>
            </div>
          )
        )
      })}
    </div>
  )
}

/** Creates a statement. Does not repeat speaker and outlet, which are in the sentence, and status, which is above the row. */
function createStatement(context: Context, statement: Statement) {
  const { view, references } = context
  const { id, text, quote, claimant, reportedBy } = statement
  const speaker = quote && quote.spokenBy !== claimant && references.party(quote.spokenBy)
  return (
    <li id={id} data-speaker={claimant} data-outlet={context.outlets.get(reportedBy)} {...view.contentLang}>
      {text}
      {quote && !text.includes(quote.text) && (
        <p class="quote">
          <q lang={references.article(reportedBy)?.inLanguage} dir="auto">
            {quote.text}
          </q>
          {speaker && ` ${speaker.name}`}
        </p>
      )}
      {createTools(context, statement)}
    </li>
  )
}

/** Links to the passages, to the item itself, and to its snippet. */
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

/** One link per article: to the passage in the article or, if the article has no URL, to the passage on the check page. */
function linkPassages({ view, references }: Context, citations: Citation[]) {
  return references.citations(citations).map(({ article, name, url }) => {
    const cited = url[0] === '#' && citations.find((citation) => citation.article === article)
    return <a href={cited ? `${view.page}/verify#${namePassage(cited)}` : url}>{`Passage in ${name}`}</a>
  })
}

/** Returns the id of a passage on the check page. */
export function namePassage({ article, locator }: Pick<Citation, 'article' | 'locator'>): string {
  return `passage-${article}-${locator.start}-${locator.end}`
}
