/** `/search`: one field over everything, results by kind, each with speaker, outlet, topic and date. */
import type { ArticleRow, Correction, Event, Party, Statement, TopicRow } from '../../../data/schema/api.ts'
import { formatDates } from '../../../widget/i18n/dates.ts'
import { ENGLISH } from '../../../widget/i18n/language.ts'
import type { FoundRow } from '../../store/index-db.ts'
import { type Assets, Layout, NO_INDEX } from '../Layout.tsx'
import { formatCount, formatPeriod } from '../text.tsx'

export interface SearchProps {
  /** What was searched for; empty at first. */
  query: string
  /** Best first. */
  found: FoundRow[]
  /** Whether there is more than is shown. */
  hasMore: boolean
  origin: string
  assets: Assets
}

/** In the order in which they are shown. */
const KINDS: { [Kind in FoundRow['kind']]: string } = {
  topic: 'Topics',
  statement: 'Statements',
  event: 'Events',
  party: 'People and organizations',
  article: 'Sources',
  correction: 'Corrections',
}

export function SearchPage({ query, found, hasMore, origin, assets }: SearchProps) {
  const byKind = Map.groupBy(found, ({ kind }) => kind)
  return (
    <Layout
      title={query ? `${query} – Search` : 'Search all fact boxes'}
      description="Search the statements, events, people, sources and corrections of all fact boxes."
      canonical={`${origin}/search`}
      assets={assets}
      place="/search"
      head={query && NO_INDEX}
    >
      <main id="content" class="topic">
        <div class="opening">
          <p class="kicker">
            <b>Search</b>
            {query && <span>{hasMore ? `The best ${found.length}` : formatCount(found.length, 'result')}</span>}
          </p>
          <h1>Search all fact boxes</h1>
          <search>
            <form class="search" action="/search">
              <label for="q">Words, “two words” together, or the begin* of a word</label>
              <input id="q" name="q" type="search" value={query} maxLength={200} dir="auto" required />
              <button type="submit">Search</button>
            </form>
          </search>
        </div>
        {query && found.length === 0 && <p class="notice">Nothing found. Try fewer words, or another spelling.</p>}
        {Object.entries(KINDS).map(([kind, title]) => {
          const rows = byKind.get(kind as FoundRow['kind'])
          return (
            rows && (
              <section>
                <h2>
                  {title} <small>{`${rows.length}`}</small>
                </h2>
                {rows.map((row) => (
                  <Result row={row} />
                ))}
              </section>
            )
          )
        })}
      </main>
    </Layout>
  )
}

function Result({ row }: { row: FoundRow }) {
  const { topic, topicName, id, kind } = row
  const { text, details } = describeRow(row)
  return (
    <article class="entry">
      <p class="label">{row.date ? formatDates(ENGLISH, row.date) : ''}</p>
      <div>
        <p dir="auto">
          <a href={kind === 'topic' ? `/topics/${topic}` : `/topics/${topic}/${id}`}>{text}</a>
        </p>
        <p class="dateline">
          {details.filter(Boolean).map((detail) => (
            <>
              <bdi>{detail}</bdi>
              {' · '}
            </>
          ))}
          <a href={`/topics/${topic}`}>{topicName}</a>
        </p>
      </div>
    </article>
  )
}

/** The item in one line, and who stands behind it. Nothing is cut. */
function describeRow({ kind, json, speaker, report, topicName }: FoundRow): {
  text: string
  details: (string | undefined)[]
} {
  const item: unknown = JSON.parse(json)
  switch (kind) {
    case 'topic':
      return { text: topicName, details: [formatPeriod((item as TopicRow).temporalCoverage)] }
    case 'statement': {
      const { publisher, genre } = JSON.parse(report ?? '{}') as Partial<ArticleRow>
      const outlet = publisher && `${publisher}, ${genre}`
      return {
        text: (item as Statement).text,
        details: [speaker === publisher ? undefined : (speaker ?? undefined), outlet],
      }
    }
    case 'event':
      return { text: (item as Event).name, details: [(item as Event).description] }
    case 'party': {
      const { name, roles, alternateName } = item as Party
      return { text: name, details: [alternateName.join('; '), roles[0]?.roleName] }
    }
    case 'article': {
      const { headline, publisher, genre } = item as ArticleRow
      return { text: headline, details: [`${publisher}, ${genre}`] }
    }
    case 'correction':
      return { text: (item as Correction).reason, details: [(item as Correction).kind] }
  }
}
