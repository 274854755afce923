/** Loads modules with JSX in Node, which cannot parse JSX itself. */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The widget's renderer. */
export function loadRenderer(): Promise<typeof import('../render-to-html.ts')> {
  return loadModule(new URL('../render-to-html.ts', import.meta.url))
}

/** Bundles a module and everything that it imports, and imports the bundle. */
export async function loadModule<Module>(url: URL): Promise<Module> {
  const bundled = await build({
    entryPoints: [fileURLToPath(url)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: {},
  })
  const code = Buffer.from(bundled.outputFiles[0]?.contents ?? []).toString('base64')
  return (await import(`data:text/javascript;base64,${code}`)) as Module
}
