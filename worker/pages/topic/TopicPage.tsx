/**
 * `/topics/{topic}`: the compact box, and below it all that a release says, each sentence with its sources. Complete without a
 * script. A large topic has an overview here, and its events, statements and lists on pages of their own.
 */
import type { ComponentChildren } from 'preact'
import { buildCompactBox } from '../../../data/build/box.ts'
import { BoxBody } from '../../../widget/components/Box.tsx'
import { CitedText } from '../../../widget/components/Receipt.tsx'
import { type Assets, Layout, NO_INDEX } from '../Layout.tsx'
import { Day, formatCount, formatPeriod, Table } from '../text.tsx'
import { type Context, createContext, linkPage, type TopicData } from './context.ts'
import { Citation, Downloads } from './data.tsx'
import { type Filter, Filters, filterStatements, readFilter } from './Filters.tsx'
import { EventEntry, StatementGroup } from './items.tsx'
import { ComparisonForm, History, People, Sources, Unknowns } from './lists.tsx'
import {
  cutStatements,
  describeMonth,
  describePart,
  type Group,
  groupStatements,
  listPages,
  type MonthPage,
  PARTS,
  type PageQuery,
  type Part,
  takeFirst,
} from './record.ts'
import { describeTopic, TopicHead } from './TopicHead.tsx'

interface PartProps {
  context: Context
}

/** The page that a query asks for; absent when the record has no such page. */
export function createTopicPage(data: TopicData, query: PageQuery, assets: Assets) {
  const context = createContext(data)
  const filter = readFilter(query)
  if (filter) return createFilteredPage(context, filter, query.page ?? 1, assets)
  if (query.month === undefined && query.part === undefined && query.page === undefined) {
    return <MainPage context={context} assets={assets} />
  }
  if (context.record.isWhole) return undefined
  const { month, part, page = 1 } = query
  const monthPage = context.record.months.find((one) => one.month === month && one.page === page)
  if (monthPage) return <RecordMonth context={context} shown={monthPage} assets={assets} />
  const name = PARTS.find((one) => one === part)
  const isThere = name && context.record.lists[name][page - 1]
  return isThere ? <RecordPart context={context} part={name} page={page} assets={assets} /> : undefined
}

/** The whole record, or the overview of a large one. */
function MainPage({ context, assets }: PartProps & { assets: Assets }) {
  const { topic, record, view } = context
  const box = { ...buildCompactBox(topic), articles: view.articles }
  const lede = box.lede
  const rest = topic.abstract.slice(lede).map((sentence, index) => ({
    id: `abstract ${lede + index}`,
    ...context.references.citedText(sentence),
  }))
  return (
    <Layout
      title={`${topic.name}: who said what, and according to whom`}
      description={describeTopic(topic)}
      canonical={context.page}
      assets={assets}
      place="/topics"
      head={
        <>
          <TopicHead context={context} />
          {!record.isWhole && <PageLinks context={context} query={{}} />}
        </>
      }
    >
      <main id="content" class="topic leaf" data-whole={record.isWhole ? '' : undefined}>
        <div class="body">
          <div class="top-box">
            <Kicker context={context} />
            <BoxBody view={view} box={box} options={{}} />
          </div>
          <p class="dateline">
            {`Release ${topic.release}, `}
            <Day time={topic.dateModified} />
            {`. ${formatCount(topic.statements.length, 'statement')} from ${formatCount(topic.articles.length, 'source')}. `}
            <a href={`${view.page}/verify`}>Check the citations</a> · <a href={`/?topic=${topic.id}`}>Embed this box</a>
          </p>
          {rest.length > 0 && (
            <div class="abstract-rest">
              {rest.map((sentence) => (
                <CitedText view={view} sentences={[sentence]} />
              ))}
            </div>
          )}
          {record.isWhole ? <WholeEvents context={context} /> : <Months context={context} />}
          <section>
            <h2 id="statements">Statements</h2>
            <Filters context={context} filter={{}} />
            {record.isWhole && (
              <>
                <p class="filtered" role="status" />
                {record.months[0]?.groups
                  .filter(({ statements }) => statements.length > 0)
                  .map((group) => (
                    <StatementGroup context={context} group={group} level={3} />
                  ))}
              </>
            )}
          </section>
          {SECTION_ORDER.map((part) => (
            <PartSection context={context} part={part} />
          ))}
          <Downloads context={context} />
          <Citation context={context} />
        </div>
        <Contents context={context} />
      </main>
    </Layout>
  )
}

function Kicker({ context: { topic } }: PartProps) {
  return (
    <>
      <p class="kicker">
        <b>Full record</b>
        <span>{formatPeriod(topic.temporalCoverage)}</span>
      </p>
      {topic.draft && (
        <p class="notice">
          <strong>Draft.</strong> This has not been published.
        </p>
      )}
    </>
  )
}

function WholeEvents({ context }: PartProps) {
  const groups = context.record.months[0]?.groups ?? []
  return (
    <section>
      <h2 id="what-happened">What happened</h2>
      {groups.map(({ event }) => event && <EventEntry context={context} event={event} />)}
    </section>
  )
}

/** Which months there are, and how much each has. */
function Months({ context }: PartProps) {
  const months = Map.groupBy(context.record.months, ({ month }) => month)
  return (
    <section>
      <h2 id="what-happened">What happened</h2>
      <Table label="Months">
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col">Events</th>
            <th scope="col">Statements</th>
          </tr>
        </thead>
        <tbody>
          {[...months].map(([month, pages]) => {
            const groups = pages.flatMap((page) => page.groups)
            const events = groups.filter(({ event, isContinued }) => event && !isContinued).length
            const statements = groups.reduce((sum, group) => sum + group.statements.length, 0)
            return (
              <tr>
                <th scope="row">
                  <a href={linkPage(context, { month })}>{nameMonth(month)}</a>
                </th>
                <td>{context.view.n(events)}</td>
                <td>{context.view.n(statements)}</td>
              </tr>
            )
          })}
        </tbody>
      </Table>
    </section>
  )
}

function nameMonth(month: string): string {
  return month === 'undated' ? 'No date given' : formatPeriod(month)
}

/** As the issue of a record is read: what it rests on, who appears, what is missing, what was put right. */
const SECTION_ORDER: Part[] = ['sources', 'people', 'unknowns', 'history']

const SECTIONS: { [Name in Part]: { id: string; title: string } } = {
  sources: { id: 'sources', title: 'Sources' },
  people: { id: 'who-is-who', title: 'Who is who' },
  unknowns: { id: 'not-known', title: 'Not in these sources' },
  history: { id: 'history', title: 'Corrections and history' },
}

/** All of a list, or on the overview of a large topic its beginning. */
function PartSection({ context, part }: PartProps & { part: Part }) {
  const { record } = context
  const all = record.lists[part].flat() as object[]
  const shown = record.isWhole ? all : takeFirst(all)
  return (
    <section>
      <h2 id={SECTIONS[part].id}>{SECTIONS[part].title}</h2>
      <PartItems context={context} part={part} items={shown} />
      {shown.length < all.length && (
        <p>
          <a href={linkPage(context, describePart(part, 1))}>{`All ${context.view.n(all.length)}`}</a>
        </p>
      )}
      {part === 'history' && <HistoryFooter context={context} />}
    </section>
  )
}

function PartItems({ context, part, items }: PartProps & { part: Part; items: object[] }) {
  const { lists } = context.record
  switch (part) {
    case 'sources':
      return <Sources context={context} items={items as (typeof lists)['sources'][number]} />
    case 'people':
      return <People context={context} items={items as (typeof lists)['people'][number]} />
    case 'unknowns':
      return <Unknowns context={context} items={items as (typeof lists)['unknowns'][number]} />
    case 'history':
      return <History context={context} items={items as (typeof lists)['history'][number]} />
  }
}

function HistoryFooter({ context: { topic, releases, view } }: PartProps) {
  const [last, previous] = releases.toReversed()
  return (
    <>
      <ComparisonForm topic={topic.id} releases={releases} before={previous?.release ?? 1} after={last?.release ?? 1} />
      <p>
        <a href={`/v1${view.page}/feed.atom`}>Follow the changes by feed</a>
      </p>
    </>
  )
}

function Contents({ context }: PartProps) {
  const { topic, record } = context
  const events = record.isWhole ? (record.months[0]?.groups ?? []) : []
  return (
    <nav class="contents" aria-label="On this page">
      <ul>
        <li>
          <a href="#what-happened">What happened</a>
        </li>
        {events.map(
          ({ event }) =>
            event && (
              <li class="under">
                <a href={`#${event.id}`}>{event.name}</a>
              </li>
            ),
        )}
        <li>
          <a href="#statements">Statements</a>
        </li>
        {SECTION_ORDER.map((part) => (
          <li>
            <a href={`#${SECTIONS[part].id}`}>{SECTIONS[part].title}</a>
          </li>
        ))}
        <li>
          <a href="#downloads">Downloads</a>
        </li>
        <li>
          <a href="#cite">Cite this page</a>
        </li>
        <li>
          <a href={`/topics/${topic.id}/changes`}>What changed</a>
        </li>
      </ul>
    </nav>
  )
}

interface RecordPageProps extends PartProps {
  title: string
  query: PageQuery
  assets: Assets
  isHidden?: boolean
  children: ComponentChildren
}

/** One page of a large record, or what a filter keeps. */
function RecordPage({ context, title, query, assets, isHidden, children }: RecordPageProps) {
  const { topic, origin } = context
  return (
    <Layout
      title={`${title} – ${topic.name}`}
      description={`${title}, in the full record of the fact box “${topic.name}”.`}
      canonical={origin + linkPage(context, query)}
      assets={assets}
      place="/topics"
      head={isHidden ? NO_INDEX : <PageLinks context={context} query={query} />}
    >
      <main id="content" class="topic">
        <div class="opening">
          <p class="kicker">
            <b>Full record</b>
            <span>
              <a href={linkPage(context, {})}>{topic.name}</a>
            </span>
          </p>
          <h1>{title}</h1>
        </div>
        {children}
        {!isHidden && <Pager context={context} query={query} />}
      </main>
    </Layout>
  )
}

function RecordMonth({ context, shown, assets }: PartProps & { shown: MonthPage; assets: Assets }) {
  const { month, page, groups } = shown
  return (
    <RecordPage
      context={context}
      title={`${nameMonth(month)}${page > 1 ? `, page ${page}` : ''}`}
      query={describeMonth(shown)}
      assets={assets}
    >
      <section>
        <h2>Events and what was said about them</h2>
        {groups.map((group) => (
          <MonthGroup context={context} group={group} />
        ))}
      </section>
    </RecordPage>
  )
}

function MonthGroup({ context, group }: PartProps & { group: Group }) {
  const { event, isContinued, statements } = group
  return (
    <>
      {event && !isContinued && <EventEntry context={context} event={event} />}
      {statements.length > 0 && <StatementGroup context={context} group={group} level={4} />}
    </>
  )
}

function RecordPart({ context, part, page, assets }: PartProps & { part: Part; page: number; assets: Assets }) {
  const items = (context.record.lists[part][page - 1] ?? []) as object[]
  return (
    <RecordPage
      context={context}
      title={`${SECTIONS[part].title}${page > 1 ? `, page ${page}` : ''}`}
      query={describePart(part, page)}
      assets={assets}
    >
      <section>
        <h2 class="unseen">{SECTIONS[part].title}</h2>
        <PartItems context={context} part={part} items={items} />
      </section>
    </RecordPage>
  )
}

/** Search engines leave it out: what a filter keeps stands there without its neighbours. */
function createFilteredPage(context: Context, filter: Filter, page: number, assets: Assets) {
  const kept = filterStatements(context, filter)
  // In the order of the record.
  const sorted = groupStatements(context.topic, kept, false).flatMap(({ statements }) => statements)
  const pages = cutStatements(sorted)
  const shown = pages[page - 1] ?? []
  if (shown.length === 0 && page > 1) return undefined
  return (
    <RecordPage
      context={context}
      title={formatCount(kept.length, 'statement')}
      query={{ ...filter, ...(page > 1 && { page }) }}
      assets={assets}
      isHidden
    >
      <section>
        <h2 id="statements">Statements</h2>
        <Filters context={context} filter={filter} />
        {groupStatements(context.topic, shown, false).map((group) => (
          <StatementGroup context={context} group={group} level={3} />
        ))}
      </section>
      <nav class="pager" aria-label="Pages">
        {page > 1 && (
          <a rel="prev" href={linkPage(context, { ...filter, ...(page > 2 && { page: page - 1 }) })}>
            Previous page
          </a>
        )}
        {page < pages.length && (
          <a rel="next" href={linkPage(context, { ...filter, page: page + 1 })}>
            Next page
          </a>
        )}
        <a href={linkPage(context, {})}>The full record</a>
      </nav>
    </RecordPage>
  )
}

/** The pages before and after one, the overview being the first. */
function findNeighbours({ record }: Context, query: PageQuery): { prev?: PageQuery; next?: PageQuery } {
  const pages: PageQuery[] = [{}, ...listPages(record)]
  const isSame = ({ month, part, page }: PageQuery) =>
    month === query.month && part === query.part && page === query.page
  const index = pages.findIndex(isSame)
  const [prev, next] = [pages[index - 1], pages[index + 1]]
  return { ...(prev && { prev }), ...(next && { next }) }
}

function PageLinks({ context, query }: PartProps & { query: PageQuery }) {
  const { prev, next } = findNeighbours(context, query)
  return (
    <>
      {prev && <link rel="prev" href={linkPage(context, prev)} />}
      {next && <link rel="next" href={linkPage(context, next)} />}
    </>
  )
}

function Pager({ context, query }: PartProps & { query: PageQuery }) {
  const { prev, next } = findNeighbours(context, query)
  return (
    <nav class="pager" aria-label="Pages">
      {prev && (
        <a rel="prev" href={linkPage(context, prev)}>
          {`← ${namePage(prev)}`}
        </a>
      )}
      {next && (
        <a rel="next" href={linkPage(context, next)}>
          {`${namePage(next)} →`}
        </a>
      )}
      <a href={linkPage(context, {})}>The full record</a>
    </nav>
  )
}

function namePage({ month, part, page }: PageQuery): string {
  const name = month ? nameMonth(month) : part ? SECTIONS[part as Part].title : 'Overview'
  return page ? `${name}, page ${page}` : name
}
