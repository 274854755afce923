/** The snippet of a choice, with what only a topic's release and this build of the widget can tell. */
import type { Context } from 'hono'
import { CSS, SCRIPT, SHA256, VERSION } from '../../.build/widget-module.js'
import { hashInAddress } from '../../data/releases/records.ts'
import type { Box, TopicRow } from '../../data/wire.ts'
import { renderElement } from '../../widget/render-to-html.ts'
import { toFailure } from '../answer.ts'
import type { App } from '../environment.ts'
import type { Failure } from '../http/problem.ts'
import { type Choice, readChoice } from '../pages/site/choice.ts'
import {
  createSnippet,
  FALLBACK_STYLE,
  listOptions,
  QUOTATION_STYLE,
  type Surroundings,
  styleSpacer,
} from '../pages/site/snippet.ts'
import { openStorage } from '../storage/kv.ts'
import { findFile, type StaleReason } from '../storage/release.ts'
import { dropWithdrawn } from '../storage/withdrawal.ts'

export interface Pasted {
  choice: Choice
  snippet: string
  /** What stands on a page in the end: of an address, the frame that a site makes of it. */
  shown: string
  /** What it says in `style` attributes and elements. */
  styles: string[]
  /** Why the facts in it may be old, if they may. */
  stale?: StaleReason | undefined
}

/** `topics` is not empty. */
export async function makeSnippet(c: Context<App>, topics: TopicRow[]): Promise<Pasted | Failure> {
  const choice = readChoice(c.get('query') ?? {}, topics)
  if (!choice) return { kind: 'not-found', detail: 'There is no such topic.' }
  const read = await readBox(c, choice)
  if ('kind' in read) return read
  const { box, stale } = read
  const surroundings: Surroundings = {
    origin: c.env.PUBLIC_ORIGIN,
    script: { path: `/widget@${hashInAddress(SHA256)}.js`, integrity: `sha384-${await hash('SHA-384', SCRIPT)}` },
    box,
    ...(choice.as === 'html' && { drawn: drawBox(c, choice, box) }),
  }
  const snippet = createSnippet(choice, surroundings)
  const framed: Choice = { topic: choice.topic, as: 'frame', isPinned: false, host: choice.host }
  const shown = choice.as === 'address' ? createSnippet(framed, surroundings) : snippet
  return { choice, snippet, shown, styles: listStyles(choice, box), stale }
}

async function readBox(
  c: Context<App>,
  choice: Choice,
): Promise<{ box: Box; stale: StaleReason | undefined } | Failure> {
  const { topic, release } = choice
  const found = await findFile(openStorage(c.env), topic, 'box.json', release)
  if (found.kind !== 'found') return toFailure(found, { topic, ...(release !== undefined && { release }) })
  const file = dropWithdrawn(found.bytes, found.pointer.withdrawn)
  return {
    box: JSON.parse(typeof file === 'string' ? file : new TextDecoder().decode(file)) as Box,
    stale: found.stale,
  }
}

function drawBox(c: Context<App>, choice: Choice, box: Box): string {
  const source = { origin: c.env.PUBLIC_ORIGIN, version: VERSION }
  return renderElement(box, Object.fromEntries(listOptions(choice)), source, CSS)
}

/** What a snippet says in `style`, in attributes and elements. */
function listStyles(choice: Choice, box: Box): string[] {
  const { as, height } = choice
  if (as === 'html') return [CSS, ...(height === undefined ? [] : [`max-height:${height}px`])]
  const styles = { quotation: QUOTATION_STYLE, element: FALLBACK_STYLE, frame: undefined, address: undefined }[as]
  return styles ? [styles, styleSpacer(choice, box)] : []
}

/** What a content policy must allow for these styles: their hashes (CSP Level 3, 8.3). */
export async function listStyleHashes(styles: string[]): Promise<string> {
  const hashes = await Promise.all(styles.map((style) => hash('SHA-256', style)))
  return `'self' 'unsafe-hashes' ${hashes.map((digest) => `'sha256-${digest}'`).join(' ')}`
}

/** In base64. */
async function hash(algorithm: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest(algorithm, new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}
