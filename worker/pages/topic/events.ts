/** What happened, event by event, and under each who said what about it. */
import { html } from 'hono/html'
import { splitAtQuotation } from '../../../data/quotation.ts'
import type { Event, Statement } from '../../../data/schema/api.ts'
import { STATUS_NAMES, STATUSES } from '../../../data/schema/statuses.ts'
import type { Html } from '../document.ts'
import { type Context, renderAnchor, renderReceipts, showEventDate } from './context.ts'

export function renderEvents(context: Context): Html {
  const { events } = context.topic
  const isPart = ({ superEvent }: Event) => events.some(({ id }) => id === superEvent)
  return html`<section id="what-happened"><h2>What happened</h2>
${events
  .filter((event) => !isPart(event))
  .flatMap((event) => [event, ...events.filter(({ superEvent }) => superEvent === event.id)])
  .map((event) => renderEvent(event, context))}
</section>`
}

/** What is said of no single event; absent when there is nothing. */
export function renderBackground(context: Context): Html | undefined {
  const { statements, events } = context.topic
  const others = statements.filter((statement) => !events.some(({ id }) => id === statement.event))
  if (others.length === 0) return undefined
  return html`<section id="background"><h2>Said of no single event</h2>
<div class="event"><div>${renderStatements(others, context, 'h3')}</div></div>
</section>`
}

function renderEvent(event: Event, context: Context): Html {
  const { id, name, description, citations } = event
  const statements = context.topic.statements.filter((statement) => statement.event === id)
  return html`<article id="${id}" class="event${statements.length > 0 ? ' major' : ''}">
<p class="date">${showEventDate(event)}</p>
<div>
<h3>${name} ${renderAnchor(id, 'event')}</h3>
<p class="what">${description}${renderReceipts(citations, context)}</p>
${renderCircumstances(event, context)}
${renderStatements(statements, context)}
</div>
</article>`
}

function renderCircumstances(event: Event, { references }: Context): Html {
  const { location, participants, outcome, superEvent, dateBasis } = event
  const whole = references.event(superEvent)
  const rows: [term: string, content: Html | string | undefined][] = [
    ['Where', location && html`${location.name}. <small>${location.basis ?? ''}</small>`],
    [
      'Who',
      participants.length > 0
        ? html`${participants.map(({ party, roleName }, index) => html`${index > 0 ? '; ' : ''}<a href="#${party}">${references.party(party)?.name ?? party}</a>, ${roleName}`)}`
        : undefined,
    ],
    ['Outcome', outcome],
    ['Part of', whole && html`<a href="#${whole.id}">${whole.name}</a>`],
    ['The date', dateBasis],
  ]
  return html`<dl>${rows.filter(([, content]) => content).map(([term, content]) => html`<div><dt>${term}</dt><dd>${content}</dd></div>`)}</dl>`
}

function renderStatements(statements: Statement[], context: Context, heading = 'h4'): Html {
  const groups = STATUS_NAMES.map((status) => ({ status, own: statements.filter((one) => one.status === status) }))
  return html`${groups
    .filter(({ own }) => own.length > 0)
    .map(
      ({ status, own }) => html`<${heading} class="status ${status}">${STATUSES[status].heading}</${heading}>
<ul class="statements">${own.map((statement) => renderStatement(statement, context))}</ul>`,
    )}`
}

/** The sentence names speaker and outlet, and its group the status: neither is said again. */
function renderStatement({ id, text, quote, citations, ...statement }: Statement, context: Context): Html {
  const woven = quote && splitAtQuotation(text, quote)
  const language = context.references.article(statement.reportedBy)?.inLanguage ?? context.topic.inLanguage
  const speaker = quote && quote.spokenBy !== statement.claimant && context.references.party(quote.spokenBy)
  return html`<li id="${id}">
<p>${woven ? html`${woven.before}<bdi lang="${language}">${woven.quotation}</bdi>${woven.after}` : text}</p>
${quote && !woven ? html`<p class="quote"><q lang="${language}" dir="auto">${quote.text}</q>${speaker ? ` ${speaker.name}` : ''}</p>` : ''}
<p class="by">${renderReceipts(citations, context)} ${renderAnchor(id, 'statement')}</p>
</li>`
}
