/** Somebody's page with the box on it, by exactly what they would paste: light, dark, or busy with styles of its own. */
import { html, raw } from 'hono/html'
import type { Host } from '../../query/choice.ts'

interface Preview {
  host: Host
  snippet: string
  stylesheet: string
}

const WORDS: Record<Host, { name: string; headline: string }> = {
  light: { name: 'The Morning Page', headline: 'A story that needs its background' },
  dark: { name: 'Nightly', headline: 'After dark, the same facts' },
  busy: { name: 'BUZZ & BANNER', headline: 'You are reading a very busy page' },
}

export function renderPreview({ host, snippet, stylesheet }: Preview): string {
  const { name, headline } = WORDS[host]
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>The box on a page</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${stylesheet}">
</head>
<body class="${host}">
<header><p>${name}</p></header>
<main>
<h1>${headline}</h1>
<p>Words of an article stand here. The box comes after this paragraph, where its tag was put, and takes nothing of the page’s styles but its width.</p>
${raw(snippet)}
<p>And the article goes on below it. The page’s own type, colours and links are as they were before.</p>
</main>
</body>
</html>
`)
}
