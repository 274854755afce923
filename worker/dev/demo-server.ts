/**
 * Serves the demo page and, under `/host-pages/`, the difficult host pages: plain files on another origin than the Worker's.
 * `%ORIGIN%` is replaced with the Worker's origin.
 */
import { readdir, readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Box } from '../../data/schema/api.ts'
import { bundleWidget } from '../../widget/build/bundle.ts'
import { loadRenderer } from '../../widget/build/load-renderer.ts'

export const DEMO_FOLDER = fileURLToPath(new URL('../../test/demo/', import.meta.url))
export const HOST_PAGES_FOLDER = fileURLToPath(new URL('../../test/cross-browser/host-pages/', import.meta.url))

const HOST_PAGES_PATH = '/host-pages/'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.xhtml': 'application/xhtml+xml; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

/** Placeholder for the text of the widget's script. */
const WIDGET = '%WIDGET%'
/** Placeholder for the box as HTML. */
const PASTED = '%PASTED%'
const PASTED_TOPIC = 'us-iran-iraq-talks'
/** The topic in the demo page's script URL. `/?topic=ID` replaces it, so the page can show any topic. */
const DEMO_SCRIPT = /(?<=\/embed\/)us-iran-iraq-talks(?=\.js)/
const TOPIC_ID = /^[a-z0-9-]{1,80}$/

/** Inserted before a host page that is not a whole document: the demo page's styles, and a script that records errors. */
const HEAD = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="../page.css">
<script src="../console-log.js"></script>
`

export interface DemoServer {
  address: string
  close: () => Promise<void>
}

export async function startDemoServer(port: number, workerOrigin: string, folder = DEMO_FOLDER): Promise<DemoServer> {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://demo')
    const path = normalize(pathname)
    const found = path === HOST_PAGES_PATH ? await listHostPages() : await findFile(path, folder)
    if (!found) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('not found\n')
      return
    }
    const pasted = found.text.includes(PASTED) ? await renderPasted(workerOrigin) : ''
    const widget = found.text.includes(WIDGET) ? await (await fetch(`${workerOrigin}/widget.js`)).text() : ''
    response.writeHead(200, { 'Content-Type': found.type }).end(
      found.text
        .replaceAll('%ORIGIN%', workerOrigin)
        .replace(DEMO_SCRIPT, (script) => nameTopic(script, searchParams.get('topic')))
        .replace(PASTED, () => pasted)
        .replace(WIDGET, () => widget),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const nameTopic = (usual: string, wanted: string | null) => (wanted && TOPIC_ID.test(wanted) ? wanted : usual)

interface Found {
  type: string
  text: string
}

async function findFile(path: string, demoFolder: string): Promise<Found | undefined> {
  for (const candidate of path.startsWith(HOST_PAGES_PATH) ? locateHostPage(path) : [join(demoFolder, locate(path))]) {
    const type = TYPES[extname(candidate)]
    const text = type && (await readFile(candidate, 'utf8').catch(() => undefined))
    if (type && text !== undefined) return { type, text: text.startsWith('<title>') ? complete(text) : text }
  }
  return undefined
}

const locate = (path: string) => (path.endsWith('/') ? `${path}index.html` : path)

/** `/host-pages/plain/` is `pages/plain.html`; paths below it are in `pages/plain/`; files that pages share lie beside `pages/`. */
function locateHostPage(path: string): string[] {
  const place = path.slice(HOST_PAGES_PATH.length)
  const page = join(HOST_PAGES_FOLDER, 'pages', place.replace(/\/$/, ''))
  return place.endsWith('/') ? [`${page}.html`, `${page}.xhtml`] : [page, join(HOST_PAGES_FOLDER, place)]
}

/** Completes a host page; its title is also its heading. */
function complete(text: string): string {
  const title = text.match(/<title>(.*?)<\/title>/)?.[1] ?? ''
  return HEAD + text.replace('<p class="difficulty">', () => `<h1>${title}</h1>\n<p class="difficulty">`)
}

/** Renders what a publisher would paste: the current box as HTML that needs no script. */
async function renderPasted(workerOrigin: string): Promise<string> {
  const answer = await fetch(`${workerOrigin}/v1/topics/${PASTED_TOPIC}/box`)
  const [{ css, version }, { renderElement }] = await Promise.all([bundleWidget(), loadRenderer()])
  return renderElement((await answer.json()) as Box, {}, { origin: workerOrigin, version }, css)
}

/** Returns a page that lists the host pages by title. */
async function listHostPages(): Promise<Found> {
  const files = await readdir(join(HOST_PAGES_FOLDER, 'pages'))
  const names = files.filter((file) => /\.x?html$/.test(file)).map((file) => file.replace(/\..*/, ''))
  const items = names.toSorted().map(async (name) => {
    const page = await findFile(`${HOST_PAGES_PATH}${name}/`, DEMO_FOLDER)
    return `<li><a href="${name}/">${page?.text.match(/<title>(.*?)<\/title>/)?.[1] ?? name}</a>`
  })
  const list = (await Promise.all(items)).join('\n')
  return {
    type: TYPES['.html'] ?? '',
    text: `<!doctype html><html lang="en"><meta charset="utf-8"><title>Difficult pages</title><h1>Difficult pages</h1><ul>${list}</ul>`,
  }
}
