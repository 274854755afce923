/** A problem as a page, for those who came with a browser. */
import { html } from 'hono/html'
import type { Problem } from '../../../data/schema/api.ts'
import { renderDocument } from '../document.ts'

const HEADLINES: Record<number, string> = {
  404: 'There is no such page',
  410: 'This was taken back',
  503: 'The facts cannot be read at the moment',
}

interface Surroundings {
  origin: string
  /** Paths on this origin. */
  stylesheet: string
  /** Of a page in a frame on somebody else's: tells that page how high it is. */
  frameScript?: string
}

export function renderProblemPage(
  { status, title, detail, errors = [] }: Problem,
  { origin, stylesheet, frameScript }: Surroundings,
): string {
  return renderDocument({
    title: `${title} – Fact box`,
    description: detail ?? title,
    canonical: `${origin}/`,
    stylesheet,
    ...(frameScript !== undefined && { script: frameScript, isBare: true, links: html`<base target="_blank">\n` }),
    main: html`<main id="content" class="prose">
<header>
<p class="kicker"><b>${status}</b></p>
<h1>${HEADLINES[status] ?? title}</h1>
<p class="standfirst">${detail ?? ''}</p>
</header>
${errors.length > 0 ? html`<ul>${errors.map((error) => html`<li><code>${error.parameter}</code> ${error.detail}</li>`)}</ul>` : ''}
<p>Perhaps what you look for is among <a href="/topics">the topics</a>, or in <a href="/docs">the API’s reference</a>.</p>
</main>`,
  })
}
