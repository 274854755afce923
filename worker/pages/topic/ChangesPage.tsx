/** The changes between any two releases, by item, field and word. */
import type { ComponentChildren } from 'preact'
import { compareTopics } from '../../../data/build/changes.ts'
import type { Change, ChangedPart, ReleaseRow, Topic } from '../../../data/schema/api.ts'
import { STATUSES, UNKNOWNS_HEADING } from '../../../data/schema/statuses.ts'
import { formatDates } from '../../../widget/i18n/dates.ts'
import { ENGLISH } from '../../../widget/i18n/language.ts'
import { formatCount, formatDay, TopicText } from '../elements.tsx'
import { type Assets, Layout, NO_INDEX, Opening, renderPage } from '../Layout.tsx'
import { ComparisonForm, WordChanges } from './History.tsx'

interface ChangesProps {
  before: Topic
  after: Topic
  releases: ReleaseRow[]
  origin: string
  assets: Assets
}

const PARTS: Record<ChangedPart, string> = {
  topic: 'The topic itself',
  events: 'Events',
  articles: 'Sources',
  statements: 'Statements',
  people: 'People',
  organizations: 'Organizations',
  corrections: 'Corrections',
  unknowns: UNKNOWNS_HEADING,
}
/** Maximum number of changes on the page; the data contain all. */
const MAX_CHANGES = 150

export const renderChangesPage = (props: ChangesProps) => renderPage(<ChangesPage {...props} />)

function ChangesPage(props: ChangesProps) {
  const { before, after, releases, origin, assets } = props
  const { items } = compareTopics(before, after)
  const summary = describeSpan(props, items.length)
  const shown = items.slice(0, MAX_CHANGES)
  const path = `/topics/${after.id}`
  const names = listNames(before, after)
  const read = (value: unknown) => readWords(value, names)
  return (
    <Layout
      title={`What changed: ${after.name}`}
      description={summary}
      canonical={`${origin}${path}/changes?after=${after.release}&before=${before.release}`}
      assets={assets}
      place="/topics"
      head={NO_INDEX}
    >
      <main id="content" class="topic changes">
        <Opening
          kicker="What changed"
          beside={<a href={path}>Full record</a>}
          title={<TopicText topic={after}>{after.name}</TopicText>}
          standfirst={summary}
        >
          <ComparisonForm topic={after.id} releases={releases} before={before.release} after={after.release} />
        </Opening>
        {Object.entries(PARTS).map(([part, name]) => {
          const changes = shown.filter((item) => item.part === part)
          return (
            changes.length > 0 && (
              <section>
                <h2>{name}</h2>
                {changes.map((change) => (
                  <ChangeEntry change={change} topic={after} read={read} />
                ))}
              </section>
            )
          )
        })}
        {items.length > shown.length && (
          <p>{`${formatCount(items.length - shown.length, 'more change')}, not shown on this page.`}</p>
        )}
        {items.length > 0 && (
          <p>
            <a href={`/v1${path}/changes?from=${before.release}&to=${after.release}`}>All of these changes as data</a>
          </p>
        )}
      </main>
    </Layout>
  )
}

function describeSpan({ before, after, releases }: ChangesProps, count: number): string {
  if (before.release === after.release) {
    const isOnly = releases.filter(({ withdrawn }) => !withdrawn).length < 2
    return `Release ${after.release} ${isOnly ? 'is the only one that can be read' : 'is compared with itself'}: there is nothing to compare.`
  }
  const [from, to] = [before, after].map(
    ({ release, dateModified }) => `release ${release}, ${formatDay(dateModified)}`,
  )
  return `From ${from}, to ${to}: ${count === 0 ? 'no visible changes' : formatCount(count, 'change')}.`
}

interface EntryProps {
  change: Change
  topic: Topic
  /** Returns a value as words. */
  read: (value: unknown) => string
}

/** One change. The field that is the item's label is shown only in the heading. */
function ChangeEntry({ change, topic, read }: EntryProps) {
  const { kind, label, fields = [], before, after } = change
  const named = fields.find((field) => field.after === label)
  const others = fields.filter((field) => field !== named)
  return (
    <article class="entry">
      <p class="label">
        <b>{kind}</b>
      </p>
      <div>
        <h3>
          <TopicText topic={topic}>
            {named ? <WordChanges before={read(named.before)} after={label} /> : label}
          </TopicText>
        </h3>
        <dl>
          {others.map((field) => (
            <Field name={field.field}>{describeChange(read(field.before), read(field.after), topic)}</Field>
          ))}
          {kind !== 'changed' &&
            Object.entries(before ?? after ?? {}).map(([field, value]) => {
              const words = SILENT.has(field) ? '' : read(value)
              return (
                words !== '' &&
                words !== label && (
                  <Field name={field}>
                    <TopicText topic={topic}>{words}</TopicText>
                  </Field>
                )
              )
            })}
        </dl>
      </div>
    </article>
  )
}

function describeChange(before: string, after: string, topic: Topic) {
  if (before === after) return 'its passage in the source, or what it refers to'
  return (
    <TopicText topic={topic}>
      <WordChanges before={before} after={after} />
    </TopicText>
  )
}

/** Shows `datePublished` as `Date published`. */
function Field({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}</dt>
      <dd>{children}</dd>
    </>
  )
}

/** A month or a day. A year needs no formatting. */
const DATE = /^\d{4}-\d\d(?:-\d\d)?$/

/** Fields that are not shown: ids, digests and positions within a source mean nothing to a reader. */
const SILENT = new Set(['id', 'target', 'release', 'citations', 'locator', 'textFragmentUrl', 'textDigest'])

/** Returns names by id, for references, and headings by status. */
function listNames(...topics: Topic[]): Map<string, string> {
  const items = topics.flatMap(({ people, organizations, events, articles }) => [
    ...[...people, ...organizations, ...events].map(({ id, name }): [string, string] => [id, name]),
    ...articles.map(({ id, publisher, headline }): [string, string] => [id, `${publisher}, ${headline}`]),
  ])
  return new Map([...Object.entries(STATUSES).map(([id, { heading }]): [string, string] => [id, heading]), ...items])
}

function readWords(value: unknown, names: ReadonlyMap<string, string>): string {
  const readAll = (values: unknown[]) => values.map((one) => readWords(one, names)).filter(Boolean)
  if (typeof value === 'string') return DATE.test(value) ? formatDates(ENGLISH, value) : (names.get(value) ?? value)
  if (Array.isArray(value)) return readAll(value).join('; ')
  if (typeof value !== 'object' || value === null) return value === undefined ? '' : String(value)
  const fields = Object.entries(value).filter(([field]) => !SILENT.has(field))
  return readAll(fields.map(([, part]) => part)).join(', ')
}
