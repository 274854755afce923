/** The widget's renderer for whoever runs in plain Node, which reads no JSX. */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

type Renderer = typeof import('../render-to-html.ts')

export async function loadRenderer(): Promise<Renderer> {
  const bundled = await build({
    entryPoints: [fileURLToPath(new URL('../render-to-html.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: {},
  })
  const code = Buffer.from(bundled.outputFiles[0]?.contents ?? []).toString('base64')
  return (await import(`data:text/javascript;base64,${code}`)) as Renderer
}
