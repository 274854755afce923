import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const WORKER = fileURLToPath(new URL('..', import.meta.url))

/**
 * Bundles and minifies a script or a style sheet with its imports. A script is wrapped in a function, so that it adds no global
 * names, and in semicolons, so that scripts can be concatenated. Deterministic.
 */
export async function bundleForPages(source: string): Promise<string> {
  const bundled = await build({
    entryPoints: [WORKER + source],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    banner: { js: ';' },
    target: source.endsWith('.css') ? [] : 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: {},
    logLevel: 'silent',
  })
  return bundled.outputFiles[0]?.text.trim() ?? ''
}

type StaticPages = typeof import('../pages/static-pages.tsx')

/** Loads the pages that depend on no topic. Bundled, since Node cannot parse JSX. */
export async function loadStaticPages(): Promise<StaticPages> {
  const bundled = await build({
    entryPoints: [`${WORKER}pages/static-pages.tsx`],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    tsconfigRaw: {},
  })
  const code = Buffer.from(bundled.outputFiles[0]?.contents ?? []).toString('base64')
  return (await import(`data:text/javascript;base64,${code}`)) as StaticPages
}
