/**
 * All static files. None is in the Worker's bundle: the build writes them to `.build/assets`, they are deployed as Workers static
 * assets, and the Worker reads each once per isolate. Data only; sources are paths relative to `worker/`. Scripts and style sheets
 * are bundled, other files are copied.
 */

/** Folder in `.build/assets` that the platform serves at `/assets/`, without the Worker. */
export const PUBLIC_FOLDER = 'assets'
/** Folder of files that only the Worker reads. It sends them with its own headers. */
export const PRIVATE_FOLDER = 'worker'

/** Files that pages load from `/assets/`. Their published names contain a hash of the content, so clients can cache them permanently. */
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

/** Names of the widget's script and style sheet, by the script's digest. Parts of other responses, so they have no URL. */
export function nameWidgetFiles(sha256: string): { script: string; sheet: string } {
  const name = `widget-${sha256.slice(0, 16)}`
  return { script: `${name}.js`, sheet: `${name}.css` }
}

/** The one-tag script, by its digest. Part of other responses, too. */
export const nameTagFile = (sha256: string) => `tag-${sha256.slice(0, 16)}.js`

/** A language of the widget, as JSON. */
export const nameLanguageFile = (lang: string) => `language-${lang}.json`

/** Files at fixed URLs, such as `/favicon.ico`, by path. The Worker inserts its origin into text files. */
export const FIXED: Record<string, string> = {
  '/favicon.ico': 'pages/static/favicon.ico',
  '/favicon.svg': 'pages/static/favicon.svg',
  '/widget.d.mts': '../widget/widget.d.mts',
  '/frame.js': 'pages/client/frame-host.ts',
  '/manifest.webmanifest': 'pages/static/manifest.webmanifest',
  '/robots.txt': 'pages/static/robots.txt',
  '/.well-known/security.txt': 'pages/static/security.txt',
}
