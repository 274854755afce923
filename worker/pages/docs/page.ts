/** The reference as a page, made of the OpenAPI document alone when the Worker is built. Complete without JavaScript. */
import { html } from 'hono/html'
import { ORIGIN_PLACEHOLDER } from '../../../data/origin.ts'
import { type Html, renderDocument } from '../document.ts'
import { CHANGELOG } from './changelog.ts'
import type { OpenApiDocument } from './openapi.ts'
import { renderOperation } from './operation-section.ts'
import { type ResolvedOperation, resolveOperations } from './resolved.ts'
import { RULES } from './rules.ts'
import { formatCode } from './text.ts'
import { renderTour } from './tour.ts'

export interface DocsPage {
  document: OpenApiDocument
  /** Paths on this origin. */
  stylesheet: string
  script: string
}

export function renderDocsPage({ document, stylesheet, script }: DocsPage): string {
  const operations = resolveOperations(document)
  return renderDocument({
    title: 'Reference: the fact box API',
    description: 'Every address of the fact box API, with parameters, examples and a form to try each.',
    canonical: `${ORIGIN_PLACEHOLDER}/docs`,
    stylesheet,
    script,
    place: '/docs',
    main: html`<main id="content">
<header>
<p class="kicker"><b>API reference</b> <span>Version 1, <a href="/v1/openapi.json">OpenAPI 3.1</a></span></p>
<h1>Facts you can ask for</h1>
<p class="standfirst">Read-only JSON over HTTP. No key, no cookie, readable from any origin, every sentence with its sources.</p>
</header>
<div class="columns">
${renderContents(document)}
<div>
${renderTour()}
${document.tags.map(({ name, description }) => renderGroup(name, description, operations))}
<section id="rules"><h2>What holds everywhere</h2>
${RULES.map(({ id, title, paragraphs }) => html`<h3 id="${id}">${title}</h3>${paragraphs.map((text) => html`<p>${formatCode(text)}</p>`)}`)}
</section>
<section id="changelog"><h2>Changelog</h2>
${CHANGELOG.map(({ date, changes }) => html`<h3><time datetime="${date}">${date}</time></h3><ul>${changes.map((change) => html`<li>${formatCode(change)}</li>`)}</ul>`)}
</section>
</div>
</div>
</main>`,
  })
}

function renderContents({ tags }: OpenApiDocument): Html {
  const rules = [...RULES, { id: 'changelog', title: 'Changelog' }]
  const tour = { id: 'tour', title: 'Two minutes' }
  return html`<nav aria-label="Contents"><ul class="contents">
${[tour, ...tags.map(({ name }) => ({ id: name.toLowerCase(), title: name })), ...rules].map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}
</ul></nav>`
}

function renderGroup(name: string, description: string, operations: ResolvedOperation[]): Html {
  return html`<section id="${name.toLowerCase()}"><h2>${name}</h2><p>${description}</p>
${operations.filter(({ tag }) => tag === name).map(renderOperation)}
</section>`
}
