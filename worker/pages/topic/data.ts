/** The topic to take away: every format of it, and how to cite it. */
import { html } from 'hono/html'
import type { Html } from '../document.ts'
import { type Context, LANGUAGE, showDates } from './context.ts'

const KB = 1000

/** By path within a release, in the order in which they are shown. */
const FORMATS: Record<string, { address: string; name: string; what: string }> = {
  'topic.md': { address: '.md', name: 'Markdown', what: 'the whole topic to read' },
  'topic.json': { address: '', name: 'JSON', what: 'the whole topic, every citation with its place and digest' },
  'topic.jsonld': { address: '.jsonld', name: 'JSON-LD', what: 'the same in the terms of schema.org' },
  'statements.csv': { address: '/statements.csv', name: 'CSV', what: 'the statements as a table' },
  'events.csv': { address: '/events.csv', name: 'CSV', what: 'the events as a table' },
  'events.ics': { address: '/events.ics', name: 'iCalendar', what: 'the dated events' },
  'feed.atom': { address: '/feed.atom', name: 'Atom', what: 'what each release changed' },
  'feed.json': { address: '/feed.json', name: 'JSON Feed', what: 'the same' },
  'share.png': { address: '/share.png', name: 'PNG', what: 'the picture for links' },
}

export function renderDownloads({ topic, files }: Context): Html {
  const there = Object.entries(FORMATS).flatMap(([path, format]) =>
    files[path] ? [{ ...format, ...files[path] }] : [],
  )
  return html`<section id="downloads"><h2>Downloads</h2>
<ul class="downloads">${there.map(
    ({ address, name, what, bytes }) =>
      html`<li><a href="/v1/topics/${topic.id}${address}">${name}</a> ${what} <small>${showSize(bytes)}</small></li>`,
  )}</ul>
<p>Events, statements, people and the rest can be asked for one by one: see <a href="/docs">the API</a>.</p>
</section>`
}

function showSize(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / KB)).toLocaleString(LANGUAGE.locale)} kB`
}

export function renderCitation({ topic, address, record }: Context): Html {
  const pinned = `${record}/releases/${topic.release}`
  return html`<section id="cite"><h2>Cite this page</h2>
<p class="copied"><code id="citation">“${topic.name}”. Fact box, release ${topic.release}, ${showDates(topic.dateModified.slice(0, 10))}. ${address}</code></p>
<p>This release as it is now, permanently: <a href="${pinned}">${pinned}</a></p>
<p>${topic.attributionText}. <a href="${topic.license}" rel="license noopener">Licence</a>${topic.reportUrl ? html` · <a href="${topic.reportUrl}" rel="noopener">Report an error</a>` : ''}</p>
</section>`
}
