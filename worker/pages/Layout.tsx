/** The layout of every page: head, masthead and footer. Contains nothing that a strict content security policy refuses. */
import type { ComponentChildren, VNode } from 'preact'
import { render } from 'preact-render-to-string'
import { formatScriptJson } from '../http/script-json.ts'

/** Links of the masthead. */
const PLACES = {
  '/': 'Embed a box',
  '/topics': 'Topics',
  '/search': 'Search',
  '/about': 'About',
  '/docs': 'API',
} as const

/** Files that a page loads: paths on this origin. */
export interface Assets {
  stylesheet: string
  script?: string
}

interface LayoutProps {
  title: string
  description: string
  canonical: string
  assets: Assets
  /** Further elements of the head. */
  head?: ComponentChildren
  /** The masthead link to which the page belongs. */
  place?: keyof typeof PLACES | undefined
  /** For a frame on another site: without masthead and footer. */
  isBare?: boolean
  children: ComponentChildren
}

/** Renders a page as the text of an HTML document. */
export function renderPage(page: VNode): string {
  return `<!doctype html>\n${render(page)}\n`
}

export function Layout({ title, description, canonical, assets, head, place, isBare, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <meta name="description" content={description} />
        <link rel="canonical" href={canonical} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="stylesheet" href={assets.stylesheet} />
        {head}
        {assets.script && <script type="module" src={assets.script} />}
      </head>
      <body>
        {!isBare && <Masthead place={place} />}
        {children}
        {!isBare && <Footer />}
      </body>
    </html>
  )
}

function Masthead({ place }: Pick<LayoutProps, 'place'>) {
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="masthead">
        <a class="wordmark" href="/">
          Fact box
        </a>
        <nav aria-label="Site">
          <ul>
            {Object.entries(PLACES).map(([path, name]) => (
              <li>
                <a href={path} aria-current={path === place ? 'true' : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </header>
    </>
  )
}

function Footer() {
  return (
    <footer class="site-footer">
      <nav aria-label="More">
        <a href="/topics">Topics</a>
        <a href="/about">About</a>
        <a href="/about#corrections">Corrections</a>
        <a href="/about#privacy">Privacy</a>
        <a href="/docs">API</a>
        <a href="/v1/openapi.json">OpenAPI</a>
      </nav>
      <p>
        Every statement in a fact box names who says so and cites a passage. This site sets no cookies and runs no
        analytics.
      </p>
    </footer>
  )
}

interface OpeningProps {
  /** The kind of page. */
  kicker: string
  /** Shown opposite the kicker. */
  beside?: ComponentChildren
  title: ComponentChildren
  /** The purpose of the page, in a sentence. */
  standfirst?: ComponentChildren
  children?: ComponentChildren
}

/** The opening of a page's content, in the style of the box. */
export function Opening({ kicker, beside, title, standfirst, children }: OpeningProps) {
  return (
    <div class="opening">
      <p class="kicker">
        <b>{kicker}</b>
        {beside && <span>{beside}</span>}
      </p>
      <h1>{title}</h1>
      {standfirst && <p class="standfirst">{standfirst}</p>}
      {children}
    </div>
  )
}

/** Keeps a page out of search engines, since it shows sentences without their context. */
export const NO_INDEX = <meta name="robots" content="noindex" />

/** Structured data (JSON-LD) in a page's head. */
export function JsonLd({ data }: { data: object }) {
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: formatScriptJson(data) }} />
}
