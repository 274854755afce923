/** `/search`: one search field for all topics, results by kind, each with speaker, outlet, topic and date. */
import type { Event, SearchHit, SearchResults } from '../../../data/schema/api.ts'
import type { Kind } from '../../../data/schema/lists.ts'
import { formatEventDate } from '../../../widget/i18n/dates.ts'
import { ENGLISH } from '../../../widget/i18n/language.ts'
import type { HitDetails } from '../../lists/search.ts'
import { formatQuery } from '../../query/parse.ts'
import { ChoiceRow, formatCount, formatDay, Pager } from '../elements.tsx'
import { type Assets, Layout, NO_INDEX, Opening, renderPage } from '../Layout.tsx'

interface SearchProps {
  /** The searched words; empty initially. */
  query: string
  /** The chosen kinds; empty for all. */
  kinds: string[]
  /** Absent without a query. */
  results?: SearchResults | undefined
  /** Completes a sentence whose subject is the search. */
  wrong?: string
  details: HitDetails[]
  origin: string
  assets: Assets
}

/** In display order: people and organizations with that name come before statements about it. */
const KINDS: { [Name in Kind]: string } = {
  topic: 'Topics',
  person: 'People',
  organization: 'Organizations',
  statement: 'Statements',
  event: 'Events',
  article: 'Sources',
  correction: 'Corrections',
}

/** With at most this many results, the page suggests fewer words. */
const FEW_RESULTS = 3
/** Shorter words are mostly common ones, which are not suggested. */
const MIN_LETTERS = 4

export const renderSearchPage = (props: SearchProps) => renderPage(<SearchPage {...props} />)

function SearchPage({ query, kinds, results, wrong, details, origin, assets }: SearchProps) {
  const byKind = Map.groupBy(results?.items ?? [], ({ kind }) => kind)
  return (
    <Layout
      title={results ? `${query} – Search` : 'Search all fact boxes'}
      description="Search the statements, events, people, sources and corrections of all fact boxes."
      canonical={`${origin}/search`}
      assets={assets}
      place="/search"
      head={query && NO_INDEX}
    >
      <main id="content" class="topic">
        <Opening kicker="Search" beside={results && formatCount(results.total, 'result')} title="Search all fact boxes">
          <search>
            <form class="search" action="/search">
              <label for="q">
                Words, a “phrase in quotation marks”, or the start of a word with an asterisk: ambass*
              </label>
              <input id="q" name="q" type="search" value={query} maxLength={200} dir="auto" required />
              <button type="submit">Search</button>
            </form>
          </search>
          {results && results.kinds.length > 1 && <KindLinks query={query} kinds={kinds} results={results} />}
        </Opening>
        {wrong && (
          <p class="notice" role="alert">
            {`Your search ${wrong}.`}
          </p>
        )}
        {results && results.total <= FEW_RESULTS && <FewerWords query={query} isNothing={results.total === 0} />}
        {Object.entries(KINDS).map(([kind, title]) => {
          const hits = byKind.get(kind as Kind)
          return (
            hits && (
              <section>
                <h2>{title}</h2>
                {hits.map((hit) => (
                  <Hit
                    hit={hit}
                    details={Object.assign(
                      {},
                      ...details.filter(({ topic, id }) => topic === hit.topic && id === hit.id),
                    )}
                    topicName={results?.topics.find(({ topic }) => topic === hit.topic)?.name ?? hit.topic}
                  />
                ))}
              </section>
            )
          )
        })}
        {results?.next && (
          <Pager next={{ href: linkSearch({ q: query, kind: kinds, cursor: results.next }), text: 'More results' }} />
        )}
      </main>
    </Layout>
  )
}

/** Offers a search for each word: results must contain all words of a query, so a whole sentence finds little. */
function FewerWords({ query, isNothing }: { query: string; isNothing: boolean }) {
  const segments = [...new Intl.Segmenter('en', { granularity: 'word' }).segment(query)]
  const words = segments.filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment)
  const offered = words.length > 1 ? words.filter((word) => word.length >= MIN_LETTERS) : []
  if (!isNothing && offered.length === 0) return null
  return (
    <p class="notice">
      {isNothing && 'Nothing found. Try fewer words, or another spelling. '}
      {offered.length > 0 && 'Results contain all of the words. Search for one: '}
      {offered.map((word) => [
        <a href={linkSearch({ q: word, kind: [] })} dir="auto">
          {word}
        </a>,
        ' ',
      ])}
    </p>
  )
}

function linkSearch({ q, kind, cursor }: { q: string; kind: string[]; cursor?: string }): string {
  return `/search${formatQuery({ q, ...(kind.length > 0 && { kind }), ...(cursor && { cursor }) })}`
}

function KindLinks({ query, kinds, results }: { query: string; kinds: string[]; results: SearchResults }) {
  return (
    <nav class="filters" aria-label="Kinds of results">
      <ChoiceRow label="Kind">
        <a href={linkSearch({ q: query, kind: [] })} aria-current={kinds.length === 0 ? 'true' : undefined}>
          All
        </a>
        {Object.entries(KINDS).map(([kind, name]) => {
          const found = results.kinds.find((one) => one.kind === kind)
          return (
            found && (
              <a
                href={linkSearch({ q: query, kind: [kind] })}
                aria-current={kinds.includes(kind) ? 'true' : undefined}
              >{`${name} ${found.count}`}</a>
            )
          )
        })}
      </ChoiceRow>
    </nav>
  )
}

interface HitProps {
  hit: SearchHit
  details: Partial<HitDetails>
  topicName: string
}

/** A result. Its text is not shortened, so that a statement always says who makes it. */
function Hit({ hit: { kind, topic, id, title, text, date }, details, topicName }: HitProps) {
  const { speaker, outlet, genre, published, spoken, event } = details
  // A statement without an event has the day of its article, which is shown after the outlet.
  const day = event ? nameDate(JSON.parse(event)) : kind !== 'statement' && date && formatDay(date)
  const source = outlet && [outlet, genre, formatDay(published ?? '')].filter(Boolean).join(', ')
  return (
    <div class="entry">
      <p class="label">{day}</p>
      <div>
        <p dir="auto">
          <a href={`/topics/${topic}${kind === 'topic' ? '' : `/${id}`}`}>{title ?? text}</a>
        </p>
        {title && <p dir="auto">{text}</p>}
        <p class="dateline">
          {spoken && (
            <>
              <a href={`/topics/${topic}?speaker=${id}#statements`}>{formatCount(spoken, 'statement')}</a>
              {' · '}
            </>
          )}
          {[speaker === outlet ? null : speaker, source].map(
            (detail) =>
              detail && (
                <>
                  <bdi>{detail}</bdi>
                  {' · '}
                </>
              ),
          )}
          {kind !== 'topic' && (
            <a href={`/topics/${topic}`} dir="auto">
              {topicName}
            </a>
          )}
        </p>
      </div>
    </div>
  )
}

/** Returns the date with the precision of the sources; empty if they give no date. */
function nameDate(event: Event): string {
  return event.startDate ? formatEventDate(event, ENGLISH) : ''
}
