/**
 * Further pages of a topic: filtered statements and, for a large topic, its months and longer lists, which link to each other.
 * Filtered pages are kept out of search engines, since they show statements without their context.
 */
import type { ComponentChildren } from 'preact'
import { formatCount, type PageLink, Pager } from '../elements.tsx'
import { type Assets, Layout, NO_INDEX, Opening } from '../Layout.tsx'
import { type Context, linkPage, nameMonth } from './context.ts'
import { type Filter, Filters, filterStatements, nameFilter } from './Filters.tsx'
import { EventEntry, StatementGroup } from './items.tsx'
import { PartItems, SECTIONS } from './lists.tsx'
import {
  cutList,
  cutMonth,
  findNeighbours,
  type Group,
  groupStatements,
  PARTS,
  type PageQuery,
  type Part,
} from './record.ts'

interface PartProps {
  context: Context
  assets: Assets
}

/** Creates a page of a large record after its overview; absent if the record has no such page. */
export function createRecordPage(context: Context, { month, part, page = 1 }: PageQuery, assets: Assets) {
  const { months, lists } = context.record
  const shown = months.find((one) => one.month === month)
  const groups = shown && cutMonth(shown)[page - 1]
  const name = PARTS.find((one) => one === part)
  const items = name && cutList<object>(lists[name])[page - 1]
  if (!groups && !items) return undefined
  const query = { ...(groups ? { month } : { part }), ...(page > 1 && { page }) }
  return (
    <RecordPage context={context} title={namePage(query)} query={query} assets={assets}>
      {groups && (
        <section>
          <h2>Events and what was said about them</h2>
          {groups.map((group) => (
            <MonthGroup context={context} group={group} />
          ))}
        </section>
      )}
      {name && items && (
        <section>
          <h2 class="unseen">{SECTIONS[name].title}</h2>
          <PartItems context={context} part={name} items={items} />
        </section>
      )}
    </RecordPage>
  )
}

function MonthGroup({ context, group }: { context: Context; group: Group }) {
  const { event, isContinued, statements } = group
  return (
    <>
      {event && !isContinued && <EventEntry context={context} event={event} />}
      {statements.length > 0 && (
        <StatementGroup context={context} group={group} hasHeading={isContinued === true || !event} />
      )}
    </>
  )
}

/** Creates a page of the statements that match a filter, in the order of the record; absent if there is no such page. */
export function createFilteredPage(context: Context, filter: Filter, page: number, assets: Assets) {
  const kept = filterStatements(context, filter)
  const sorted = groupStatements(context.topic, kept, false).flatMap(({ statements }) => statements)
  const pages = cutList(sorted)
  const shown = pages[page - 1] ?? []
  if (shown.length === 0 && page > 1) return undefined
  const link = (to: number, text: string): PageLink => ({
    href: linkPage(context, { ...filter, ...(to > 1 && { page: to }) }),
    text,
  })
  return (
    <RecordPage
      context={context}
      title={`${formatCount(kept.length, 'statement')}: ${nameFilter(context, filter)}`}
      query={{ ...filter, ...(page > 1 && { page }) }}
      assets={assets}
      filteredPager={
        <Pager
          prev={page > 1 ? link(page - 1, 'Previous page') : undefined}
          next={page < pages.length ? link(page + 1, 'Next page') : undefined}
          start={linkStart(context)}
        />
      }
    >
      <section>
        <h2 id="statements" class="unseen" {...context.own}>
          Statements
        </h2>
        <Filters context={context} filter={filter} />
        {shown.length === 0 && (
          <p class="notice" {...context.own}>
            {NO_MATCH}
          </p>
        )}
        {groupStatements(context.topic, shown, false).map((group) => (
          <StatementGroup context={context} group={group} hasHeading />
        ))}
      </section>
    </RecordPage>
  )
}

const NO_MATCH = 'No statement matches. Choose “All” in one of the rows above.'

interface RecordPageProps extends PartProps {
  title: string
  query: PageQuery
  /** The pager of a filtered page; absent on a page of the record. */
  filteredPager?: ComponentChildren
  children: ComponentChildren
}

function RecordPage({ context, title, query, assets, filteredPager, children }: RecordPageProps) {
  const { topic, origin } = context
  const { prev, next } = findNeighbours(context.record, query)
  return (
    <Layout
      title={`${title} – ${topic.name}`}
      description={`${title}, in the full record of the fact box “${topic.name}”.`}
      canonical={origin + linkPage(context, query)}
      assets={assets}
      place="/topics"
      head={filteredPager ? NO_INDEX : <PageLinks context={context} query={query} />}
    >
      <main id="content" class="topic" {...context.main}>
        <Opening kicker="Full record" beside={<a href={linkPage(context, {})}>{topic.name}</a>} title={title} />
        {children}
        {filteredPager ?? (
          <Pager prev={linkNamed(context, prev)} next={linkNamed(context, next)} start={linkStart(context)} />
        )}
      </main>
    </Layout>
  )
}

/** Links to the previous and the next page, for programs. */
export function PageLinks({ context, query }: { context: Context; query: PageQuery }) {
  const { prev, next } = findNeighbours(context.record, query)
  return (
    <>
      {prev && <link rel="prev" href={linkPage(context, prev)} />}
      {next && <link rel="next" href={linkPage(context, next)} />}
    </>
  )
}

function linkNamed(context: Context, query: PageQuery | undefined): PageLink | undefined {
  return query && { href: linkPage(context, query), text: namePage(query) }
}

function linkStart(context: Context): PageLink {
  return { href: linkPage(context, {}), text: 'The full record' }
}

function namePage({ month, part, page = 1 }: PageQuery): string {
  const name = month ? nameMonth(month) : part ? SECTIONS[part as Part].title : 'Overview'
  return page > 1 ? `${name}, page ${page}` : name
}
