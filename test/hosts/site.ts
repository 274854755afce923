/** The pages of all hosts, built by Vite as their authors would, on their own origin. */
import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { addressOf, close, listen, send } from '../fixtures/loopback.ts'
import { ORIGIN } from './snippet.ts'

const PAGES = fileURLToPath(new URL('pages/', import.meta.url))
const TYPES: Record<string, string> = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' }

export interface Site {
  url: string
  /** Sets the content of React's root before any script runs. */
  renderRoot: (html: string) => void
  close: () => Promise<void>
}

/** Builds and serves the pages. `origin` is that of the service. */
export async function startSite(origin: string): Promise<Site> {
  const built = await build({
    root: PAGES,
    configFile: false,
    logLevel: 'error',
    plugins: [react(), svelte({ configFile: false })],
    define: {
      __VUE_OPTIONS_API__: false,
      __VUE_PROD_DEVTOOLS__: false,
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
    },
    build: { write: false, rollupOptions: { input: globSync(`${PAGES}*/*.html`) } },
  })
  return serveBuild(built, origin)
}

/** Serves what Vite has built in memory. */
export async function serveBuild(built: Awaited<ReturnType<typeof build>>, origin: string): Promise<Site> {
  const files = listFiles(built)
  let root = ''
  const server = await listen((path, response) => {
    const name = `${path.slice(1)}${path.endsWith('/') ? 'index.html' : ''}`
    const body = files.get(name)
    const type = TYPES[name.replace(/^.*\./, '')] ?? 'text/plain'
    if (body === undefined) return send(response, { status: 404, body: '' })
    return send(response, { type, body: body.replace('<!-- rendered -->', root).replaceAll(ORIGIN, origin) })
  })
  return {
    url: addressOf(server),
    renderRoot: (html) => {
      root = html
    },
    close: () => close(server),
  }
}

/** Lists the files by path, such as `vue/index.html`. */
function listFiles(built: Awaited<ReturnType<typeof build>>): Map<string, string> {
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : []
  return new Map(
    outputs.flatMap(({ output }) =>
      output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : String(file.source)] as const),
    ),
  )
}
