/** What changed between any two releases, item by item, field by field, word by word. */
import { compareTopics } from '../../../data/build/changes.ts'
import type { Change, ChangedField, ChangedPart, ReleaseRow, Topic } from '../../../data/schema/api.ts'
import { UNKNOWNS_HEADING } from '../../../data/schema/statuses.ts'
import { formatDates } from '../../../widget/i18n/dates.ts'
import { ENGLISH } from '../../../widget/i18n/language.ts'
import { Day, formatCount } from '../elements.tsx'
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
/** So many changes are on the page; all of them are in the data. */
const MAX_CHANGES = 150

export const renderChangesPage = (props: ChangesProps) => renderPage(<ChangesPage {...props} />)

function ChangesPage({ before, after, releases, origin, assets }: ChangesProps) {
  const { items } = compareTopics(before, after)
  const shown = items.slice(0, MAX_CHANGES)
  const path = `/topics/${after.id}`
  return (
    <Layout
      title={`What changed: ${after.name}`}
      description={`${formatCount(items.length, 'change')} between release ${before.release} and release ${after.release} of “${after.name}”.`}
      canonical={`${origin}${path}/changes?after=${after.release}&before=${before.release}`}
      assets={assets}
      place="/topics"
      head={NO_INDEX}
    >
      <main id="content" class="topic changes">
        <Opening
          kicker="What changed"
          beside={<a href={path}>Full record</a>}
          title={after.name}
          standfirst={<Span before={before} after={after} count={items.length} />}
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
                  <ChangeEntry change={change} />
                ))}
              </section>
            )
          )
        })}
        {items.length > shown.length && (
          <p>{`${formatCount(items.length - shown.length, 'more change')}, not shown on this page.`}</p>
        )}
      </main>
    </Layout>
  )
}

function Span({ before, after, count }: { before: Topic; after: Topic; count: number }) {
  if (before.release === after.release) return <>{`There is nothing to compare release ${after.release} with.`}</>
  return (
    <>
      {`From release ${before.release}, `}
      <Day time={before.dateModified} />
      {`, to release ${after.release}, `}
      <Day time={after.dateModified} />
      {`: ${count === 0 ? 'nothing that readers see' : formatCount(count, 'change')}.`}
    </>
  )
}

/** What the item is called by is in its heading alone. */
function ChangeEntry({ change: { kind, label, fields = [], before, after } }: { change: Change }) {
  const named = fields.find((field) => field.after === label)
  return (
    <article class="entry">
      <p class="label">
        <b>{kind}</b>
      </p>
      <div>
        <h3>{named ? <WordChanges before={readWords(named.before)} after={label} /> : label}</h3>
        <dl>
          {fields
            .filter((field) => field !== named)
            .map((field) => (
              <FieldEntry {...field} />
            ))}
          {kind !== 'changed' &&
            listWords(before ?? after)
              .filter(([, words]) => words !== label)
              .map(([field, words]) => (
                <div>
                  <dt>{spellField(field)}</dt>
                  <dd>{words}</dd>
                </div>
              ))}
        </dl>
      </div>
    </article>
  )
}

function FieldEntry({ field, before, after }: ChangedField) {
  const [old, now] = [readWords(before), readWords(after)]
  return (
    <div>
      <dt>{spellField(field)}</dt>
      <dd>
        {old === now ? 'its passage in the source, or what it refers to' : <WordChanges before={old} after={now} />}
      </dd>
    </div>
  )
}

/** `datePublished` as `date published`. */
function spellField(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** What a reader reads of an item, field by field. */
function listWords(item: unknown): [field: string, words: string][] {
  return Object.entries(item ?? {})
    .map(([field, value]): [string, string] => [field, readWords(value)])
    .filter(([field, words]) => !SILENT.has(field) && words !== '')
}

/** A year, a month or a day; a year alone is as it reads. */
const DATE = /^\d{4}-\d\d(?:-\d\d)?$/

/** Ids, digests and places within a source say nothing to a reader. */
const SILENT = new Set(['id', 'target', 'release', 'citations', 'locator', 'textFragmentUrl', 'textDigest'])

function readWords(value: unknown): string {
  if (typeof value === 'string' && DATE.test(value)) return formatDates(ENGLISH, value)
  if (Array.isArray(value)) return value.map(readWords).filter(Boolean).join('; ')
  if (typeof value !== 'object' || value === null) return value === undefined ? '' : String(value)
  return Object.entries(value)
    .filter(([field]) => !SILENT.has(field))
    .map(([, part]) => readWords(part))
    .filter(Boolean)
    .join(', ')
}
