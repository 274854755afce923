/**
 * Every static file. None is in the Worker's bundle: the build writes them to `.build/assets`, Workers static
 * assets keep them, and the Worker asks for each once an isolate. Data only; sources are paths under `worker/`. A script or
 * a style sheet is bundled, any other file is copied.
 */

/** In `.build/assets`: the platform serves this one by itself, at `/assets/`. */
export const PUBLIC_FOLDER = 'assets'
/** What only the Worker reads, and sends with its own headers. */
export const PRIVATE_FOLDER = 'worker'

/** What pages load. Each is at `/assets/`, under its name with the hash of its content in it, permanently. */
export const LOADED = {
  'verify.js': 'pages/browser/verify.ts',
  'verify.css': 'pages/browser/verify.css',
  'docs.js': 'pages/docs/browser/docs.ts',
  'docs.css': 'pages/docs/browser/docs.css',
  'box.css': 'pages/frame/frame.css',
  'frame.js': 'pages/frame/inside.ts',
  'site.css': 'pages/site/browser/site.css',
  'preview.css': 'pages/site/browser/preview.css',
  'choose.js': 'pages/site/browser/choose.ts',
  'topic.js': 'pages/site/browser/topic.ts',
} as const satisfies Record<string, string>

export type AssetName = keyof typeof LOADED

/** The widget's script and its sheet, named by the script's digest. Part of other responses, so without a URL here. */
export function nameWidgetFiles(sha256: string): { script: string; sheet: string } {
  const name = `widget-${sha256.slice(0, 16)}`
  return { script: `${name}.js`, sheet: `${name}.css` }
}

/** What has an address of its own, such as `/favicon.ico`: by address. In text, the origin is put in its place. */
export const FIXED: Record<string, string> = {
  '/favicon.ico': 'pages/site/favicon.ico',
  '/favicon.svg': 'pages/site/favicon.svg',
  '/widget.d.mts': '../widget/widget.d.mts',
  '/frame.js': 'pages/frame/outside.ts',
  '/manifest.webmanifest': 'pages/site/manifest.webmanifest',
  '/robots.txt': 'pages/site/robots.txt',
  '/.well-known/security.txt': 'pages/site/security.txt',
}
