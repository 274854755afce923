/** The frame of every page that readers open: head, a header's place, and nothing that a strict CSP would refuse. */
import { html } from 'hono/html'

/** Markup in which every value was escaped. */
export type Html = ReturnType<typeof html>

export interface PageFrame {
  title: string
  description: string
  canonical: string
  /** Paths on this origin. */
  stylesheet: string
  script?: string
  /** Further elements of the head. */
  links?: Html
  main: Html
}

export function renderDocument({ title, description, canonical, stylesheet, script, links, main }: PageFrame): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<meta name="description" content="${description}">
<link rel="canonical" href="${canonical}">
<link rel="stylesheet" href="${stylesheet}">
${links ?? ''}${script === undefined ? '' : html`<script type="module" src="${script}"></script>`}
</head>
<body>
${main}
</body>
</html>
`)
}
