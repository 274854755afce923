/** The snippet of a choice, with what only a topic's release and this build of the widget can tell. */
import type { Context } from 'hono'
import { CSS, SCRIPT, SHA256, VERSION } from '../../.build/widget-module.js'
import { hashInAddress } from '../../data/releases/records.ts'
import type { Box, TopicRow } from '../../data/wire.ts'
import { renderElement } from '../../widget/render.ts'
import { toFailure } from '../answer.ts'
import type { App } from '../environment.ts'
import type { Failure } from '../http/problem.ts'
import { type Choice, readChoice } from '../pages/site/choice.ts'
import { createSnippet, listOptions } from '../pages/site/snippet.ts'
import { openStorage } from '../storage/kv.ts'
import { findFile, type StaleReason } from '../storage/release.ts'
import { dropWithdrawn } from '../storage/withdrawal.ts'

export interface Pasted {
  choice: Choice
  snippet: string
  /** What stands on a page in the end: of an address, the frame that a site makes of it. */
  shown: string
  /** Why the facts in it may be old, if they may. */
  stale?: StaleReason | undefined
}

/** `topics` is not empty. */
export async function makeSnippet(c: Context<App>, topics: TopicRow[]): Promise<Pasted | Failure> {
  const choice = readChoice(c.get('query') ?? {}, topics)
  if (!choice) return { kind: 'not-found', detail: 'There is no such topic.' }
  const drawn = choice.as === 'html' ? await drawBox(c, choice) : undefined
  if (drawn && 'kind' in drawn) return drawn
  const surroundings = {
    origin: c.env.PUBLIC_ORIGIN,
    name: topics.find(({ id }) => id === choice.topic)?.name ?? choice.topic,
    script: { path: `/widget@${hashInAddress(SHA256)}.js`, integrity: `sha384-${await hash('SHA-384', SCRIPT)}` },
    box: drawn?.html,
  }
  const snippet = createSnippet(choice, surroundings)
  const framed: Choice = { topic: choice.topic, as: 'frame', isPinned: false, host: choice.host }
  const shown = choice.as === 'address' ? createSnippet(framed, surroundings) : snippet
  return { choice, snippet, shown, stale: drawn?.stale }
}

interface Drawn {
  html: string
  stale: StaleReason | undefined
}

async function drawBox(c: Context<App>, choice: Choice): Promise<Drawn | Failure> {
  const { topic, release } = choice
  const found = await findFile(openStorage(c.env), topic, 'box.json', release)
  if (found.kind !== 'found') return toFailure(found, { topic, ...(release !== undefined && { release }) })
  const file = dropWithdrawn(found.bytes, found.pointer.withdrawn)
  const box = JSON.parse(typeof file === 'string' ? file : new TextDecoder().decode(file)) as Box
  const source = { origin: c.env.PUBLIC_ORIGIN, version: VERSION }
  return { html: renderElement(box, Object.fromEntries(listOptions(choice)), source, CSS), stale: found.stale }
}

/** What a content policy must allow for finished HTML, which has styles inside: their hashes (CSP Level 3, 8.3). */
export async function listStyleHashes({ height }: Choice): Promise<string> {
  const styles = [CSS, ...(height === undefined ? [] : [`max-height:${height}px`])]
  const hashes = await Promise.all(styles.map((style) => hash('SHA-256', style)))
  return `'self' 'unsafe-hashes' ${hashes.map((digest) => `'sha256-${digest}'`).join(' ')}`
}

/** In base64. */
async function hash(algorithm: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest(algorithm, new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}
