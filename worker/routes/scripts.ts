/**
 * The widget's script, alone and with a topic's box inside: one tag, one request; or as a page for frames. The script is in
 * the Worker's own bundle, so that it is there whatever else is not; builds from before are in KV.
 */

import { SCRIPT, SHA256 } from '../../.build/widget-module.js'
import { keepCompact } from '../../data/build/box.ts'
import { hashInAddress } from '../../data/releases/records.ts'
import { sha256Hex } from '../../data/sha256.ts'
import type { Box } from '../../data/wire.ts'
import { callScript, callTopicScript, toModule } from '../../widget/call-script.ts'
import type { Lang, Language } from '../../widget/i18n/language.ts'
import { LANGUAGES } from '../../widget/i18n/languages.ts'
import { answerFromFile, type Derive } from '../answer.ts'
import type { Environment } from '../environment.ts'
import { answerFixed, type Fixed } from '../fixed.ts'
import type { Failure } from '../http/problem.ts'
import { IMMUTABLE } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import type { PARAMETERS } from '../lists/parameters.ts'
import { formatQuery, type Values } from '../lists/query.ts'
import { openStorage } from '../storage/kv.ts'
import { answerFrame } from './pages.ts'

const TYPE = 'text/javascript; charset=utf-8'
const HASH = /^[0-9a-f]{16}$/

export const scripts = new Routes()
  .get('/widget.js', (c) =>
    answerFixed(c, () => ({ body: callScript(SCRIPT, { origin: c.env.PUBLIC_ORIGIN }), type: TYPE })),
  )
  .get('/widget.mjs', (c) =>
    answerFixed(c, () => ({ body: toModule(SCRIPT, JSON.stringify(c.env.PUBLIC_ORIGIN)), type: TYPE })),
  )
  // A segment of its own, since the router knows no names within one.
  .get('/:build{widget@[^/]+\\.js}', (c) =>
    answerFixed(c, () => findBuild(c.env, (c.req.param('build') ?? '').slice('widget@'.length, -'.js'.length))),
  )
  // One route, since the matcher cannot tell two names in the same place apart.
  .get('/embed/:topic', (c) => {
    const [topic = '', ...suffix] = c.req.param('topic').split(/(?=\.js$)/)
    if (suffix.length === 0) return answerFrame(c, topic)
    const { lang } = (c.get('query') ?? {}) as Values<(typeof PARAMETERS)['/embed/{topic}.js']>
    const wanted = { topic, path: 'box.json', ...(lang && { query: formatQuery({ lang }) }) }
    return answerFromFile(c, wanted, embedBox(LANGUAGES[(lang as Lang | undefined) ?? 'en']))
  })
  .get('/widget/:file{[^/]+\\.json}', (c) => {
    const language = getOwn(LANGUAGES, (c.req.param('file') ?? '').replace(/\.json$/, ''))
    return answerFixed(c, () =>
      language
        ? { body: JSON.stringify(language), type: 'application/json' }
        : { kind: 'not-found', detail: 'The widget does not speak this language.' },
    )
  })

/** Code and data move apart, so no release dates it. It is told where it comes from, since not every page lets it know. */
function embedBox(language: Language): Derive {
  return async (_, file, origin) => {
    const box = JSON.parse(typeof file === 'string' ? file : new TextDecoder().decode(file)) as Box
    const body = callTopicScript(SCRIPT, {
      origin,
      box: JSON.stringify(keepCompact(box)),
      language: language.lang === 'en' ? undefined : JSON.stringify(language),
    })
    return { body, tag: await sha256Hex(body), type: TYPE, isDatedByRelease: false }
  }
}

function getOwn<Value>(record: Record<string, Value>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** A hash that somebody made up costs no more than reading which there are. */
async function findBuild(environment: Environment, hash: string): Promise<Fixed | Failure> {
  const about = { type: TYPE, cacheControl: IMMUTABLE }
  if (hash === hashInAddress(SHA256)) return { body: SCRIPT, ...about }
  const unknown: Failure = { kind: 'not-found', detail: 'No build of the widget has this hash.' }
  if (!HASH.test(hash)) return unknown
  try {
    const storage = openStorage(environment)
    const widgets = await storage.readWidgets()
    const sha256 = Object.hasOwn(widgets, hash) ? widgets[hash] : undefined
    if (sha256 === undefined) return unknown
    const body = await storage.readBlob(sha256)
    return body ? { body, ...about } : { kind: 'unavailable' }
  } catch (error) {
    console.error(JSON.stringify({ event: 'unavailable', widget: hash, error: String(error) }))
    return { kind: 'unavailable' }
  }
}
