/**
 * Serves the third-party page and, under `/host-pages/`, the difficult ones: plain files from another origin, with the
 * Worker's origin put where `%ORIGIN%` stands.
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
export const HOST_PAGES_FOLDER = fileURLToPath(new URL('../../test/host-pages/', import.meta.url))

const HOST_PAGES_PATH = '/host-pages/'

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.xhtml': 'application/xhtml+xml; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
}

/** Where the widget's script stands as text. */
const WIDGET = '%WIDGET%'
/** Where the box stands as finished HTML. */
const PASTED = '%PASTED%'
const PASTED_TOPIC = 'us-iran-iraq-talks'

/** What a folder shows. */
const PAGES = ['index.html', 'page.html', 'page.xhtml']

export interface DemoServer {
  address: string
  close: () => Promise<void>
}

export async function startDemoServer(port: number, workerOrigin: string, folder = DEMO_FOLDER): Promise<DemoServer> {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://demo').pathname)
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

interface Found {
  type: string
  text: string
}

async function findFile(path: string, demoFolder: string): Promise<Found | undefined> {
  const isHostPage = path.startsWith(HOST_PAGES_PATH)
  const file = isHostPage ? join(HOST_PAGES_FOLDER, path.slice(HOST_PAGES_PATH.length)) : join(demoFolder, path)
  for (const candidate of file.endsWith('/') ? PAGES.map((page) => file + page) : [file]) {
    const type = TYPES[extname(candidate)]
    const text = type && (await readFile(candidate, 'utf8').catch(() => undefined))
    if (type && text !== undefined) return { type, text }
  }
  return undefined
}

/** What a publisher would have pasted: the box as it is now, complete without any script. */
async function renderPasted(workerOrigin: string): Promise<string> {
  const answer = await fetch(`${workerOrigin}/v1/topics/${PASTED_TOPIC}/box`)
  const [{ css, version }, { renderElement }] = await Promise.all([bundleWidget(), loadRenderer()])
  return renderElement((await answer.json()) as Box, {}, { origin: workerOrigin, version }, css)
}

/** A plain list, by the pages' own titles. */
async function listHostPages(): Promise<Found> {
  const entries = await readdir(HOST_PAGES_FOLDER, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
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
