/** Static files lie beside the Worker: fetched from there when they are first asked for, and sent with our own headers. */
import { NAMES } from '../../.build/assets-module.js'
import type { AssetName } from '../assets.ts'
import type { Env } from '../env.ts'
import type { Failure } from './problem.ts'

/** The binding looks at the path alone. */
const NOWHERE = 'https://assets.invalid/'

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

/** Where a page loads it from: a path on this origin. */
export function addressOf(name: AssetName): string {
  return `/assets/${NAMES[name]}`
}

export function typeOf(file: string): string {
  return TYPES[file.replace(/^.*\./, '')] ?? 'application/octet-stream'
}

/** `file` is a name that the build gave, and never one that a visitor made up. */
export async function readAsset({ ASSETS }: Env, file: string): Promise<ArrayBuffer | Failure> {
  try {
    const response = await ASSETS.fetch(NOWHERE + file)
    if (response.ok) return await response.arrayBuffer()
    throw new Error(`status ${response.status}`)
  } catch (error) {
    console.error(JSON.stringify({ event: 'unavailable', file, error: String(error) }))
    return { kind: 'unavailable' }
  }
}

export async function readTextAsset(env: Env, file: string): Promise<string | Failure> {
  const bytes = await readAsset(env, file)
  return bytes instanceof ArrayBuffer ? new TextDecoder().decode(bytes) : bytes
}
