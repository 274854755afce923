/** The desk's page, script and sheet, bundled when `npm start` begins. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { DeskOptions } from './options.ts'

const path = (name: string) => fileURLToPath(new URL(`client/${name}`, import.meta.url))

export async function bundleDesk(): Promise<DeskOptions['assets']> {
  const [bundled, sheet] = await Promise.all([
    build({
      entryPoints: [path('index.tsx')],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2023',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      tsconfigRaw: {},
      logLevel: 'silent',
    }),
    readFile(path('desk.css'), 'utf8'),
  ])
  return {
    '': { type: 'text/html; charset=utf-8', content: PAGE },
    '/client.js': { type: 'text/javascript; charset=utf-8', content: bundled.outputFiles[0]?.text ?? '' },
    '/desk.css': { type: 'text/css; charset=utf-8', content: sheet },
  }
}

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Desk</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/edit/desk.css">
<div id="desk"></div>
<script type="module" src="/edit/client.js"></script>
</html>
`
