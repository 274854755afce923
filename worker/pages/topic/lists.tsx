/** The lists of a record as sections of the topic's page; a large topic shows the start of each, with the rest on further pages. */
import type { FunctionComponent } from 'preact'
import type { Article, Party, Unknown } from '../../../data/schema/api.ts'
import { citeText } from '../../../widget/components/Receipt.tsx'
import { Source } from '../../../widget/components/Source.tsx'
import { Table } from '../elements.tsx'
import { type Context, type ListProps, linkPage, nameMonth } from './context.ts'
import { History, HistoryFooter } from './History.tsx'
import { cutList, type Month, OVERVIEW_WEIGHT, type Part, UNDATED } from './record.ts'

interface Section {
  /** Fragment on the topic's page. */
  id: string
  title: string
  List: FunctionComponent<ListProps<never>>
}

export const SECTIONS: { [Name in Part]: Section } = {
  sources: { id: 'sources', title: 'Sources', List: Sources },
  people: { id: 'who-is-who', title: 'Who is who', List: People },
  unknowns: { id: 'not-known', title: 'Not in these sources', List: Unknowns },
  history: { id: 'history', title: 'Corrections and history', List: History },
}

interface PartProps {
  context: Context
  part: Part
}

/** A whole list or, on the overview of a large topic, its start. */
export function PartSection({ context, part }: PartProps) {
  const { id, title } = SECTIONS[part]
  const { isWhole, lists } = context.record
  const all = lists[part]
  const shown = isWhole ? all : (cutList<object>(all, OVERVIEW_WEIGHT)[0] ?? [])
  return (
    <section {...(part === 'history' && context.ownBlock)}>
      <h2 id={id} {...context.own}>
        {title}
      </h2>
      <PartItems context={context} part={part} items={shown} />
      {shown.length < all.length && (
        <p>
          <a href={linkPage(context, { part })}>{`All ${context.view.n(all.length)}`}</a>
        </p>
      )}
      {part === 'history' && <HistoryFooter context={context} />}
    </section>
  )
}

/** Items of a part; `items` are from the part's list. */
export function PartItems({ context, part, items }: PartProps & { items: object[] }) {
  const { List } = SECTIONS[part]
  return <List context={context} items={items as never[]} />
}

function Sources({ context, items }: ListProps<Article>) {
  const { view } = context
  return (
    <ol class="sources">
      {items.map(({ id, summary }) => {
        const article = view.articles.find((one) => one.id === id)
        return (
          article && (
            <li id={id} class="entry">
              <p class="label" {...context.own}>{`Source ${view.articles.indexOf(article) + 1}`}</p>
              <div>
                <Source view={view} article={article} />
                <h3 {...context.own}>What it says, in our words</h3>
                <ul>
                  {summary.map(({ text }) => (
                    <li {...view.contentLang}>{text}</li>
                  ))}
                </ul>
              </div>
            </li>
          )
        )
      })}
    </ol>
  )
}

function People({ context, items }: ListProps<Party>) {
  const { view, references, topic } = context
  const speakers = new Set(topic.statements.map(({ claimant }) => claimant))
  return (
    <ul class="people">
      {items.map(({ id, name, alternateName, roles, sameAs }) => {
        const isSpeaker = speakers.has(id)
        return (
          <li id={id} {...view.contentLang}>
            <b>{name}</b>{' '}
            {alternateName.length > 0 && (
              <small>{alternateName.map((other, index) => [index > 0 && '; ', <bdi>{other}</bdi>])}</small>
            )}
            {roles.map(({ roleName, citations }) =>
              citeText(view, [{ id: '', text: roleName, citations: references.citations(citations) }]),
            )}
            {(isSpeaker || sameAs.length > 0) && (
              <p class="tools" {...context.own}>
                {isSpeaker && (
                  <a href={`${linkPage(context, { speaker: id })}#statements`} data-field="speaker" data-value={id}>
                    Statements
                  </a>
                )}
                {sameAs.map((url) => (
                  <a href={url} rel="noopener">
                    {new URL(url).hostname.replace('www.', '')}
                  </a>
                ))}
              </p>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function Unknowns({ context, items }: ListProps<Unknown>) {
  const { view, references } = context
  return (
    <ul class="unknowns-list">
      {items.map(({ id, text, event: about }) => {
        const event = references.event(about)
        return (
          <li id={id} {...view.contentLang}>
            {text} {event && <a href={view.locate(event.id)}>{event.name}</a>}
          </li>
        )
      })}
    </ul>
  )
}

/** A table of the months, one row per year, with the number of events in each. */
export function Months({ context }: { context: Context }) {
  const { record, view } = context
  return (
    <Table label="Months" columns={['Year', 'Months, with their events', 'Statements']}>
      {[...Map.groupBy(record.months, ({ month }) => readYear(month))].map(([year, ofYear]) => (
        <tr>
          <th scope="row">{year}</th>
          <td class="months">
            {ofYear.map(({ month, groups }) => (
              <a href={linkPage(context, { month })}>
                {nameMonth(month, 'short')} <small>{view.n(groups.filter(({ event }) => event).length)}</small>
              </a>
            ))}
          </td>
          <td>{view.n(countStatements(ofYear))}</td>
        </tr>
      ))}
    </Table>
  )
}

function readYear(month: string): string {
  return month === UNDATED ? '–' : month.slice(0, 4)
}

function countStatements(months: Month[]): number {
  let count = 0
  for (const { groups } of months) for (const { statements } of groups) count += statements.length
  return count
}
