/**
 * Every static file. None is in the Worker's bundle: the build writes them to `.build/assets`, Workers static
 * assets keep them, and the Worker asks for each once an isolate. Data only; sources are paths under `worker/`. A script or
 * a style sheet is bundled, any other file is copied.
 */

/** In `.build/assets`: the platform serves this one by itself, at `/assets/`. */
export const PUBLIC_FOLDER = 'assets'
/** Files that only the Worker reads, and sends with its own headers. */
export const PRIVATE_FOLDER = 'worker'

/** Files that pages load, at `/assets/`, permanently, under names that contain the hash of their content. */
export const LOADED = {
  'site.css': 'pages/styles/site.css',
  'preview.css': 'pages/styles/preview.css',
  'box.css': 'pages/styles/frame.css',
  'frame.js': 'pages/client/frame.ts',
  'configurator.js': 'pages/client/configurator.ts',
  'topic.js': 'pages/client/topic.ts',
  'docs.js': 'pages/client/docs.ts',
  'verify.js': 'pages/client/verify.tsx',
} as const satisfies Record<string, string>

export type AssetName = keyof typeof LOADED

/** The widget's script and its sheet, named by the script's digest. Part of other responses, so without a URL here. */
export function nameWidgetFiles(sha256: string): { script: string; sheet: string } {
  const name = `widget-${sha256.slice(0, 16)}`
  return { script: `${name}.js`, sheet: `${name}.css` }
}

/** The one-tag script, by its digest. Part of other responses, too. */
export const nameTagFile = (sha256: string) => `tag-${sha256.slice(0, 16)}.js`

/** A language of the widget, as JSON. */
export const nameLanguageFile = (lang: string) => `language-${lang}.json`

/** Files at fixed URLs, such as `/favicon.ico`, by path. In text files the origin is replaced. */
export const FIXED: Record<string, string> = {
  '/favicon.ico': 'pages/static/favicon.ico',
  '/favicon.svg': 'pages/static/favicon.svg',
  '/widget.d.mts': '../widget/widget.d.mts',
  '/frame.js': 'pages/client/frame-host.ts',
  '/manifest.webmanifest': 'pages/static/manifest.webmanifest',
  '/robots.txt': 'pages/static/robots.txt',
  '/.well-known/security.txt': 'pages/static/security.txt',
}
