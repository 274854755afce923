/**
 * A topic's box alone, for a frame on anybody's page: the widget's own components, complete without a script. Its links open
 * beside the page that frames it, and one small script tells that page how high the box is.
 */
import { html, raw } from 'hono/html'
import { VERSION } from '../../../.build/widget-module.js'
import type { Box } from '../../../data/schema/api.ts'
import { type Attributes, renderBox } from '../../../widget/render-to-html.ts'

interface Frame {
  box: Box
  attributes: Attributes
  origin: string
  /** Paths on this origin. */
  stylesheet: string
  script: string
}

export function renderFrame({ box, attributes, origin, stylesheet, script }: Frame): string {
  const { theme = 'auto', lang = 'en' } = attributes
  return String(html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">
<title>${box.name}</title>
<link rel="canonical" href="${origin}/topics/${box.topic}">
<link rel="stylesheet" href="${stylesheet}">
<base target="_blank">
<script type="module" src="${script}"></script>
</head>
<body>
<main>${raw(dropParts(renderBox(box, attributes, { origin, version: VERSION })))}</main>
</body>
</html>
`)
}

/** Parts are for shadow roots; here no page can style them. */
function dropParts(markup: string): string {
  return markup.replaceAll(/ part="\w+"/g, '')
}
