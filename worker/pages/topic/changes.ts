/** What changed between any two releases, item by item, field by field. */
import { html } from 'hono/html'
import { compareTopics } from '../../../data/build/changes.ts'
import type { Change, ChangedField, ChangedPart, ReleaseRow, Topic } from '../../../data/schema/api.ts'
import { UNKNOWNS_HEADING } from '../../../data/schema/statuses.ts'
import { type Html, renderDocument } from '../document.ts'
import { count, showDay } from './context.ts'
import { renderComparison } from './history.ts'
import { markChange } from './word-changes.ts'

interface ChangesPage {
  before: Topic
  after: Topic
  releases: ReleaseRow[]
  origin: string
  stylesheet: string
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

export function renderChangesPage({ before, after, releases: all, origin, stylesheet }: ChangesPage): string {
  const { items } = compareTopics(before, after)
  const releases = all.filter(({ withdrawn }) => !withdrawn)
  const shown = { before: before.release, after: after.release }
  const title = `What changed: ${after.name}`
  return renderDocument({
    title,
    description: `${count(items.length, 'change')} between release ${shown.before} and release ${shown.after} of “${after.name}”.`,
    canonical: `${origin}/topics/${after.id}/changes?after=${shown.after}&before=${shown.before}`,
    stylesheet,
    place: '/topics',
    // Words stand here without the topic around them.
    links: html`<meta name="robots" content="noindex">`,
    main: html`<main id="content" class="changes">
<header>
<p class="kicker"><b>What changed</b> <span><a href="/topics/${after.id}">The topic</a></span></p>
<h1>${after.name}</h1>
<p class="standfirst">${describeSpan(before, after, items.length)}</p>
${releases.length > 1 ? renderComparison(releases.reverse(), { topic: after }, shown) : ''}
</header>
${Object.entries(PARTS).map(([part, name]) =>
  renderPart(
    name,
    items.filter((item) => item.part === part),
  ),
)}
</main>`,
  })
}

function describeSpan(before: Topic, after: Topic, changes: number): Html {
  if (before.release === after.release) return html`There is nothing to compare release ${after.release} with.`
  const what = changes === 0 ? 'nothing that readers see' : count(changes, 'change')
  return html`From release ${before.release}, ${showDay(before.dateModified)}, to release ${after.release}, ${showDay(after.dateModified)}: ${what}.`
}

function renderPart(name: string, changes: Change[]): Html | string {
  if (changes.length === 0) return ''
  return html`<section><h2>${name}</h2>${changes.map(renderChange)}</section>`
}

function renderChange({ kind, label, fields = [], before, after }: Change): Html {
  return html`<article class="change">
<p class="kind"><b>${kind}</b></p>
<div><h3>${label}</h3>
<dl>${kind === 'changed' ? fields.map(renderField) : listWords(before ?? after).map(([field, words]) => renderRow(field, words))}</dl>
</div>
</article>`
}

function renderField({ field, before, after }: ChangedField): Html {
  const [old, now] = [readWords(before), readWords(after)]
  const content = old === now ? html`its passage in the source, or what it refers to` : markChange(old, now)
  return renderRow(field, content)
}

function renderRow(field: string, content: Html | string): Html {
  return html`<div><dt>${spell(field)}</dt><dd>${content}</dd></div>`
}

/** `datePublished` as `date published`. */
function spell(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** What a reader reads of an item, field by field. */
function listWords(item: unknown): [field: string, words: string][] {
  return Object.entries(item ?? {})
    .map(([field, value]): [string, string] => [field, readWords(value)])
    .filter(([field, words]) => !SILENT.has(field) && words !== '')
}

/** Ids, digests and places within a source say nothing to a reader. */
const SILENT = new Set(['id', 'target', 'release', 'citations', 'locator', 'textFragmentUrl', 'textDigest'])

function readWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(readWords).filter(Boolean).join('; ')
  if (typeof value !== 'object' || value === null) return value === undefined ? '' : String(value)
  const spoken = Object.entries(value).filter(([field]) => !SILENT.has(field))
  return spoken
    .map(([, part]) => readWords(part))
    .filter(Boolean)
    .join(', ')
}
