/** Names, URLs and media types of the static files that the build writes. */
import { NAMES } from '../../.build/assets-module.js'
import type { AssetName } from '../assets.ts'

const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  mts: 'text/plain; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
}

/** Returns the path on this origin from which a page loads the file. */
export function addressOf(name: AssetName): string {
  return `/assets/${NAMES[name]}`
}

export function typeOf(file: string): string {
  return TYPES[file.replace(/^.*\./, '')] ?? 'application/octet-stream'
}
