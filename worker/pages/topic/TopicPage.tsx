/**
 * `/topics/{topic}`: the compact box, and below it the whole content of a release, each sentence with its sources. Complete without
 * a script. A large topic has an overview here, and its events, statements and lists on further pages.
 */
import { buildCompactBox } from '../../../data/build/box.ts'
import { BoxBody } from '../../../widget/components/Box.tsx'
import { citeText } from '../../../widget/components/Receipt.tsx'
import { formatDates } from '../../../widget/i18n/dates.ts'
import { Contents, type ContentsLink, Day, formatCount } from '../elements.tsx'
import { type Assets, Layout, renderPage } from '../Layout.tsx'
import { type Context, createContext, type TopicData } from './context.ts'
import { Citation, Downloads } from './data.tsx'
import { Filters, readFilter } from './Filters.tsx'
import { EventEntry, StatementGroup } from './items.tsx'
import { Months, PartSection, SECTIONS } from './lists.tsx'
import { createFilteredPage, createRecordPage, PageLinks } from './RecordPage.tsx'
import { PARTS, type PageQuery } from './record.ts'
import { describeTopic, TopicHead } from './TopicHead.tsx'

interface PartProps {
  context: Context
}

/** Renders the page for a query; absent if the record has no such page. */
export function renderTopicPage(data: TopicData, query: PageQuery, assets: Assets): string | undefined {
  const page = createTopicPage(data, query, assets)
  return page && renderPage(page)
}

function createTopicPage(data: TopicData, query: PageQuery, assets: Assets) {
  const context = createContext(data)
  const filter = readFilter(query)
  if (filter) return createFilteredPage(leaveMainPage(context), filter, query.page ?? 1, assets)
  if (query.month === undefined && query.part === undefined && query.page === undefined) {
    return <MainPage context={context} assets={assets} />
  }
  return context.record.isWhole ? undefined : createRecordPage(context, query, assets)
}

/** Returns the context for a page other than the main one: the items of a whole record are on the main page. */
function leaveMainPage(context: Context): Context {
  const { record, view } = context
  return record.isWhole ? { ...context, view: { ...view, locate: (id) => `${view.page}#${id}` } } : context
}

/** The whole record, or the overview of a large one. */
function MainPage({ context, assets }: PartProps & { assets: Assets }) {
  const { topic, record, own } = context
  const description = describeTopic(topic)
  return (
    <Layout
      title={`${topic.name}: who said what, and according to whom`}
      description={description}
      canonical={context.page}
      assets={assets}
      place="/topics"
      head={
        <>
          <TopicHead context={context} description={description} />
          {!record.isWhole && <PageLinks context={context} query={{}} />}
        </>
      }
    >
      <main id="content" class="topic leaf" data-whole={record.isWhole ? '' : undefined} {...context.main}>
        <div>
          <Summary context={context} />
        </div>
        <Contents links={listContents(context)} lang={own.lang} />
        <div>
          <section>
            <h2 id="what-happened" {...own}>
              What happened
            </h2>
            {record.isWhole ? <Events context={context} /> : <Months context={context} />}
          </section>
          <section>
            <h2 id="statements" {...own}>
              Statements
            </h2>
            <Filters context={context} filter={{}} />
            {record.isWhole && <Statements context={context} />}
          </section>
          {PARTS.map((part) => (
            <PartSection context={context} part={part} />
          ))}
          <Downloads context={context} />
          <Citation context={context} />
        </div>
      </main>
    </Layout>
  )
}

/** The compact box, its release, and the rest of the abstract after the lede. */
function Summary({ context }: PartProps) {
  const { topic, view, own } = context
  const box = buildCompactBox(topic, context.references, view.articles)
  const [first = '', last] = topic.temporalCoverage.split('/')
  const rest = topic.abstract.slice(box.lede)
  return (
    <>
      <div class="top-box">
        <p class="kicker">
          <b {...own}>Full record</b>
          <span>{formatDates(view.language, first, last)}</span>
        </p>
        {topic.draft && (
          <p class="notice">
            <strong>Draft.</strong> This has not been published.
          </p>
        )}
        <BoxBody view={view} box={box} options={{}} />
      </div>
      <p class="dateline" {...own}>
        {`Release ${topic.release}, `}
        <Day time={topic.dateModified} />
        {`. ${formatCount(topic.statements.length, 'statement')} from ${formatCount(topic.articles.length, 'source')}. `}
        <span class="ways">
          <a href={`${view.page}/verify`}>Check the citations</a> · <a href={`/?topic=${topic.id}`}>Embed this box</a>
        </span>
      </p>
      {rest.length > 0 && (
        <div class="abstract-rest">
          {rest.map((sentence) => citeText(view, [{ id: '', ...context.references.citedText(sentence) }]))}
        </div>
      )}
    </>
  )
}

function listGroups({ record }: Context) {
  return record.isWhole ? (record.months[0]?.groups ?? []) : []
}

function Events({ context }: PartProps) {
  return <>{listGroups(context).map(({ event }) => event && <EventEntry context={context} event={event} />)}</>
}

/** All statements; the page's script shows above them how many match a filter. */
function Statements({ context }: PartProps) {
  return (
    <>
      <p class="filtered" role="status" />
      {listGroups(context)
        .filter(({ statements }) => statements.length > 0)
        .map((group) => (
          <StatementGroup context={context} group={group} hasHeading />
        ))}
    </>
  )
}

function listContents(context: Context): ContentsLink[] {
  const { topic, view } = context
  const events = listGroups(context).flatMap(({ event }): ContentsLink[] =>
    event ? [{ href: `#${event.id}`, text: event.name, isUnder: true, lang: topic.inLanguage }] : [],
  )
  return [
    { href: '#what-happened', text: 'What happened' },
    ...events,
    { href: '#statements', text: 'Statements' },
    ...PARTS.map((part) => ({ href: `#${SECTIONS[part].id}`, text: SECTIONS[part].title })),
    { href: '#downloads', text: 'Downloads' },
    { href: '#cite', text: 'Cite this page' },
    { href: `${view.page}/changes`, text: 'What changed' },
  ]
}
