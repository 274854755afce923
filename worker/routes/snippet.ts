/** Creates the snippet for a choice, with data of the topic's release and of this build of the widget. */
import type { Context } from 'hono'
import { INTEGRITY, SHA256, VERSION } from '../../.build/widget-module.js'
import { estimateRoom } from '../../data/build/box-room.ts'
import type { Box } from '../../data/schema/api.ts'
import { SHORT_HASH_LENGTH } from '../../data/store/records.ts'
import type { Language } from '../../widget/i18n/language.ts'
import { renderElement } from '../../widget/render-to-html.ts'
import { nameWidgetFiles, PRIVATE_FOLDER } from '../assets.ts'
import type { App } from '../env.ts'
import type { Failure } from '../http/problem.ts'
import type { Surroundings } from '../pages/home/QuotedLede.tsx'
import { createSnippet, listOptions, listStyles } from '../pages/home/Snippet.tsx'
import { type Choice, readChoice } from '../query/choice.ts'
import { describeError } from '../serve.ts'
import { type ResolvedFile, type ResolvedTopic, resolveFileOf } from '../store/resolve.ts'
import { readBox } from './frame.ts'
import { loadLanguage } from './language.ts'

/** A topic with its snippet. */
export interface Pasted extends ResolvedTopic {
  choice: Choice
  snippet: string
  /** The HTML that a page shows in the end: for a plain URL, the frame that a site makes of it. */
  shown: string
  /** Contents of its `style` attributes and elements. */
  styles: string[]
}

/** Creates the snippet of the resolved topic, with the options in the query. */
export async function makeSnippet(c: Context<App>, resolved: ResolvedTopic): Promise<Pasted | Failure> {
  const { ref } = resolved
  const choice = readChoice(c.get('query') ?? {}, ref.topic)
  const file = await loadFile(c, resolved, choice)
  if (file.kind !== 'resolved') return file
  const box = await readBox(c, file, choice.item)
  if ('kind' in box) return box
  const sheet =
    choice.as === 'html' ? await c.get('assets').readText(`${PRIVATE_FOLDER}/${nameWidgetFiles(SHA256).sheet}`) : ''
  if (typeof sheet !== 'string') return sheet
  // The language of the box, and the language of the text that is shown without it.
  const [chosen, language] = await Promise.all([loadLanguage(c, choice.lang), loadLanguage(c, box.inLanguage)])
  if ('kind' in chosen) return chosen
  if ('kind' in language) return language
  const surroundings: Surroundings = {
    origin: c.env.PUBLIC_ORIGIN,
    script: {
      path: `/widget@${SHA256.slice(0, SHORT_HASH_LENGTH)}.js`,
      integrity: INTEGRITY,
    },
    // The data have only the height of the compact box with all rows.
    box: box.item === undefined && !choice.sections ? box : { ...box, room: estimateRoom(box, choice.sections) },
    language,
    picture: locatePicture(c, file, choice),
    ...(choice.as === 'html' && { drawn: drawBox(c, choice, box, sheet, chosen) }),
  }
  const snippet = createSnippet(choice, surroundings)
  const framed: Choice = { ...pickShown(choice), as: 'frame', isPinned: false }
  const shown = choice.as === 'address' ? createSnippet(framed, surroundings) : snippet
  return {
    ...resolved,
    ...(file.stale && { stale: file.stale }),
    choice,
    snippet,
    shown,
    styles: listStyles(shown),
  }
}

/** Returns the options that a site respects when it turns a link into a frame. */
function pickShown({ topic, item, host }: Choice): Pick<Choice, 'topic' | 'item' | 'host'> {
  return { topic, host, ...(item !== undefined && { item }) }
}

/** Loads the box, or for an item the whole topic, from which the card is built. */
async function loadFile(
  c: Context<App>,
  resolved: ResolvedTopic,
  { item, release }: Choice,
): Promise<ResolvedFile | Failure> {
  const path = item === undefined ? 'box.json' : 'topic.json'
  const file = await resolveFileOf(c.get('storage'), resolved, path, release)
  const request = { topic: resolved.ref.topic, path, ...(release !== undefined && { release }) }
  return file.kind === 'resolved' ? file : describeError(file, request)
}

function locatePicture(c: Context<App>, { manifest }: ResolvedFile, { topic, release }: Choice): string | undefined {
  if (!manifest.files['share.png']) return undefined
  const base = `${c.env.PUBLIC_ORIGIN}/v1/topics/${topic}`
  return `${base}${release === undefined ? '' : `/releases/${release}`}/share.png`
}

function drawBox(c: Context<App>, choice: Choice, box: Box, sheet: string, language: Language): string {
  const source = { origin: c.env.PUBLIC_ORIGIN, version: VERSION, language }
  return renderElement(box, Object.fromEntries(listOptions(choice)), source, sheet)
}

/** Returns the sources that a policy must allow for these styles: their hashes (CSP Level 3, 8.3). */
export async function listStyleHashes(styles: string[]): Promise<string> {
  const hashes = await Promise.all(styles.map(hash))
  return `'self' 'unsafe-hashes' ${hashes.map((digest) => `'sha256-${digest}'`).join(' ')}`
}

/** Resolves with the SHA-256 in base64. */
async function hash(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}
