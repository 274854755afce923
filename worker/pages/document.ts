/** The frame of every page that readers open: head, masthead, foot, and nothing that a strict CSP would refuse. */
import { html } from 'hono/html'

/** Markup in which every value was escaped. */
export type Html = ReturnType<typeof html>

/** Where the masthead leads. */
const PLACES = { '/': 'Embed a box', '/topics': 'Topics', '/about': 'About', '/docs': 'API' } as const

export interface PageFrame {
  title: string
  description: string
  canonical: string
  /** Paths on this origin. */
  stylesheet: string
  script?: string
  /** Further elements of the head. */
  links?: Html
  /** What of the site the page belongs to. */
  place?: keyof typeof PLACES
  /** For a frame on somebody else's page: without masthead and foot. */
  isBare?: boolean
  main: Html
}

export function renderDocument({
  title,
  description,
  canonical,
  stylesheet,
  script,
  links,
  ...page
}: PageFrame): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<meta name="description" content="${description}">
<link rel="canonical" href="${canonical}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="manifest" href="/manifest.webmanifest">
<link rel="stylesheet" href="${stylesheet}">
${links ?? ''}${script === undefined ? '' : html`<script type="module" src="${script}"></script>`}
</head>
<body>
${page.isBare ? page.main : html`${renderMasthead(page.place)}\n${page.main}\n${FOOTER}`}
</body>
</html>
`)
}

function renderMasthead(place: PageFrame['place']): Html {
  return html`<a class="skip" href="#content">Skip to the content</a>
<header class="masthead">
<a class="wordmark" href="/">Fact box</a>
<nav aria-label="Site"><ul>
${Object.entries(PLACES).map(([path, name]) => html`<li><a href="${path}"${path === place ? html` aria-current="true"` : ''}>${name}</a></li>`)}
</ul></nav>
</header>`
}

const FOOTER = html`<footer class="footer">
<nav aria-label="More"><a href="/topics">Topics</a><a href="/about">About</a><a href="/about#corrections">Corrections</a><a href="/about#privacy">Privacy</a><a href="/docs">API</a><a href="/v1/openapi.json">OpenAPI</a></nav>
<p>Every statement in a fact box names who says so and cites a passage. This site sets no cookies and runs no analytics.</p>
</footer>`
