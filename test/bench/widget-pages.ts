/** The same story with the same two events, with this box, by hand, and with other widgets. All is sent compressed. */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'
import { transform } from 'esbuild'
import type { Box } from '../../data/schema/api.ts'
import { BOX_PATH, makeServed, WHOLE_PATH } from '../fixtures/box-service.ts'
import { addressOf, close, startServer } from '../fixtures/loopback.ts'
import type { Watched } from './page-meter.ts'

const MODULES = fileURLToPath(new URL('node_modules/', import.meta.url))
const EVENTS = ['first-round', 'second-round']
const PARAGRAPH = '<p>Some words of the story, which go on for a line or two at any width of a page.</p>'
const TYPES: Record<string, string> = {
  cjs: 'text/javascript',
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
  mjs: 'text/javascript',
  woff2: 'font/woff2',
}

export const VARIANTS = [
  'page alone',
  'fact box',
  'by hand, same look',
  'by hand, plain',
  'TimelineJS',
  'Wikipedia Preview',
] as const
export type Variant = (typeof VARIANTS)[number]

export interface Pages {
  watched: Record<Variant, Watched>
  close: () => Promise<void>
}

export async function servePages(): Promise<Pages> {
  const { widget, box: json, renderTag } = await makeServed()
  const box = JSON.parse(json) as Box
  // What the box by hand is drawn from: without the parts that only the full box shows.
  const { timeline: _, ...shown } = box
  const compact = JSON.stringify({ ...shown, abstract: box.abstract.slice(0, box.lede), events: [], parties: [] })
  const events = EVENTS.map((id) => box.events.find((event) => event.id === id)).filter((event) => event !== undefined)
  const timeline = {
    title: { text: { headline: box.name, text: box.abstract.map(({ text }) => text).join(' ') } },
    events: events.map(({ name, startDate = '', facts }) => {
      const [year, month, day] = startDate.split('-')
      return { start_date: { year, month, day }, text: { headline: name, text: facts[0]?.values[0]?.text } }
    }),
  }
  const content: Record<string, string> = {
    '/alone.html': writePage('<aside id="box"></aside>'),
    '/box.html': writePage('<script async src="/box.js"></script>'),
    // For the first receipt.
    [WHOLE_PATH]: widget.module,
    [BOX_PATH]: json,
    '/hand.html': writePage('<script async src="/hand.js"></script>'),
    '/hand.js': await writeFloor('floor-box-same-look.js', compact, widget.css),
    '/plain.html': writePage('<script async src="/plain.js"></script>'),
    '/plain.js': await writeFloor('floor-box.js', compact),
    '/timeline.html':
      writePage(`<link rel="stylesheet" href="/timelinejs/css/timeline.css"><div id="timeline" style="height: 480px"></div>
      <script src="/timelinejs/js/timeline.js"></script><script>new TL.Timeline('timeline', ${JSON.stringify(timeline)})</script>`),
    '/preview.html': writePage(`<p><span data-wikipedia-preview>${box.name}</span></p>
      <script src="/wikipedia-preview/wikipedia-preview.umd.cjs"></script>
      <script>wikipediaPreview.init({}); document.querySelector('[data-wikipedia-preview]').dispatchEvent(new Event('pointerenter'))</script>`),
  }
  const server = await serve(content)
  content['/box.js'] = renderTag(addressOf(server))
  const words = events.map(({ name }) => name)
  const watch = (path: string, root: string): Watched => ({
    address: addressOf(server) + path,
    root,
    title: box.name,
    words,
  })
  // The last words of a box are in its footer.
  const whole = (path: string, root: string): Watched => ({ ...watch(path, root), words: [...words, 'Full record'] })
  const extract = `<p><b>${box.name}</b>: ${words.join(', ')}. ${box.abstract[0]?.text}</p>`
  return {
    watched: {
      'page alone': { ...watch('/alone.html', '#end'), title: 'words', words: ['words'] },
      'fact box': whole('/box.html', 'fact-box'),
      'by hand, same look': whole('/hand.html', 'floor-box'),
      'by hand, plain': whole('/plain.html', 'floor-box'),
      TimelineJS: watch('/timeline.html', '#timeline'),
      'Wikipedia Preview': {
        ...watch('/preview.html', '.wikipediapreview-body'),
        elsewhere: JSON.stringify({
          type: 'standard',
          titles: { canonical: box.name },
          dir: 'ltr',
          extract_html: extract,
        }),
      },
    },
    close: () => close(server),
  }
}

async function writeFloor(file: string, box: string, css = ''): Promise<string> {
  const source = (await readFile(new URL(file, import.meta.url), 'utf8'))
    .replace(/(?<=box = )BOX/, () => box)
    .replace(/(?<=css = )CSS/, () => JSON.stringify(css))
  const { code } = await transform(`{const script=document.currentScript;${source}}`, { minify: true, charset: 'utf8' })
  return code
}

function writePage(widget: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A story</title></head>
<body><h1>A story</h1>${PARAGRAPH.repeat(3)}${widget}${PARAGRAPH.repeat(20)}<p id="end">Last words.</p></body></html>`
}

/** Serves `content`, and other files from the two packages. */
async function serve(content: Record<string, string>) {
  const made = new Map<string, Buffer>()
  const make = async (path: string) => {
    const [, folder, ...rest] = path.split('/')
    const packages: Record<string, string> = {
      timelinejs: '@knight-lab/timelinejs/dist',
      'wikipedia-preview': 'wikipedia-preview/dist',
    }
    const file = packages[folder ?? ''] && join(MODULES, packages[folder ?? ''] ?? '', ...rest)
    const bytes = content[path] ?? (file && (await readFile(file).catch(() => undefined)))
    if (bytes !== undefined) made.set(path, brotliCompressSync(bytes))
    return made.get(path)
  }
  return startServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const body = made.get(path) ?? (await make(path))
    const type = TYPES[path.replace(/^.*\./, '')] ?? 'application/octet-stream'
    if (body) response.writeHead(200, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Encoding': 'br' }).end(body)
    else response.writeHead(404).end()
  })
}
