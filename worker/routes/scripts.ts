/**
 * The widget's script, without a box and with a topic's box inside (one tag, one request), and the frame. The script is a static
 * file, read once per isolate; earlier builds are in KV.
 */
import type { Context } from 'hono'
import { SHA256 } from '../../.build/widget-module.js'
import { keepCompact } from '../../data/build/box.ts'
import { SHORT_HASH_LENGTH } from '../../data/store/records.ts'
import { type Arguments, callScript, toModule, UNCALLED } from '../../widget/call-script.ts'
import { LANGS } from '../../widget/i18n/language.ts'
import { nameWidgetFiles, PRIVATE_FOLDER } from '../assets.ts'
import type { App } from '../env.ts'
import { digestShort, tagMade } from '../file-request.ts'
import type { Failure } from '../http/problem.ts'
import { DATA_HEADERS, IMMUTABLE } from '../http/response.ts'
import { formatScriptJson } from '../http/script-json.ts'
import type { SCRIPT_PARAMETERS } from '../query/page-parameters.ts'
import { formatQuery, type Values } from '../query/parse.ts'
import { type Rendered, serve, staticResponse } from '../serve.ts'
import { getOwn } from '../store/get-own.ts'
import { logError } from '../store/log.ts'
import { asBox, FRAME_HEADERS, serveFrame } from './frame.ts'
import { readLanguage } from './language.ts'
import { showProblem } from './problems.ts'
import { Routes } from './routes.ts'

const TYPE = 'text/javascript; charset=utf-8'
const HASH = new RegExp(`^[0-9a-f]{${SHORT_HASH_LENGTH}}$`)

export const scripts = new Routes()
  .get('/widget.js', (c) => serveWidget(c, (script) => callScript(script, { origin: c.env.PUBLIC_ORIGIN })))
  .get('/widget.mjs', (c) => serveWidget(c, (script) => toModule(script, JSON.stringify(c.env.PUBLIC_ORIGIN))))
  // Matches the whole segment, since the router has no parameters within a segment.
  .get('/:build{widget@[^/]+\\.js}', (c) =>
    staticResponse(c, () => findBuild(c, (c.req.param('build') ?? '').slice('widget@'.length, -'.js'.length))),
  )
  // One route, since the router cannot distinguish two parameters in the same segment.
  .get('/embed/:topic', async (c) => {
    const name = c.req.param('topic') ?? ''
    if (name.endsWith('.js')) return serveScript(c, name.slice(0, -'.js'.length))
    return showProblem(c, await serveFrame(c, name), FRAME_HEADERS)
  })
  .get('/widget/:file{[^/]+\\.json}', (c) =>
    staticResponse(c, async () => {
      const language = await readLanguage(c, (c.req.param('file') ?? '').replace(/\.json$/, ''))
      if (language === undefined) return { kind: 'not-found', detail: `The languages are ${LANGS.join(', ')}.` }
      return typeof language === 'string'
        ? { body: language, type: 'application/json', headers: DATA_HEADERS }
        : language
    }),
  )

/** Reads the current script, which several responses contain. */
function readScript(c: Context<App>): Promise<ArrayBuffer | Failure> {
  return c.get('assets').read(`${PRIVATE_FOLDER}/${nameWidgetFiles(SHA256).script}`)
}

function serveWidget(c: Context<App>, write: (script: string) => string): Promise<Response> {
  return staticResponse(c, async () => {
    const script = await readScript(c)
    return script instanceof ArrayBuffer ? { body: write(new TextDecoder().decode(script)), type: TYPE } : script
  })
}

/** Does the same as `callScript`, but with bytes: a script has about 45 kB, and only its end depends on the topic. */
function callBytes(script: ArrayBuffer, given: Arguments): Uint8Array<ArrayBuffer> {
  const end = new TextEncoder().encode(callScript(UNCALLED, given))
  const start = script.byteLength - UNCALLED.length
  const body = new Uint8Array(start + end.length)
  body.set(new Uint8Array(script, 0, start))
  body.set(end, start)
  return body
}

/**
 * Without `modified`, since code and data change independently. The box is serialised again, so that it is only data whatever the
 * file contains. The script receives its origin, since it cannot read it on every page.
 */
function serveScript(c: Context<App>, topic: string): Promise<Response> {
  const { lang } = (c.get('query') ?? {}) as Values<typeof SCRIPT_PARAMETERS>
  const request = { topic, path: 'box.json', query: formatQuery({ lang }) }
  // Started here, in parallel to reading the topic.
  const reading = readScript(c)
  return serve(c, request, async (file) => {
    const script = await reading
    if (!(script instanceof ArrayBuffer)) return script
    const origin = c.env.PUBLIC_ORIGIN
    const box = await c.get('storage').blobs.parseCached(file.blob, asBox)
    const language = lang === undefined || lang === 'en' ? undefined : await readLanguage(c, lang)
    if (typeof language === 'object') return language
    const digests = [SHA256.slice(0, SHORT_HASH_LENGTH), ...(language ? [await digestShort(language)] : [])]
    return {
      body: callBytes(script, {
        origin,
        box: formatScriptJson(keepCompact(box)),
        language: language && formatScriptJson(JSON.parse(language)),
      }),
      type: TYPE,
      tag: await tagMade(file, origin, digests),
      headers: { 'X-Release': String(file.manifest.release) },
    }
  })
}

/** Finds a build of the widget. An unknown hash costs one read: the list of builds. */
async function findBuild(c: Context<App>, hash: string): Promise<Rendered | Failure> {
  const about = { type: TYPE, cacheControl: IMMUTABLE }
  if (SHA256.startsWith(hash) && HASH.test(hash)) {
    const script = await readScript(c)
    return script instanceof ArrayBuffer ? { body: script, ...about } : script
  }
  const unknown: Failure = { kind: 'not-found', detail: 'No build of the widget has this hash.' }
  if (!HASH.test(hash)) return unknown
  const { refs, blobs } = c.get('storage')
  try {
    const sha256 = getOwn(await refs.readWidgets(), hash)
    // The list is not trusted: the digest must begin with the requested hash, and `blobs.read` checks the bytes against it.
    if (!sha256?.startsWith(hash)) return unknown
    const build = await blobs.read(sha256)
    return build ? { body: build.bytes, ...about } : { kind: 'unavailable' }
  } catch (error) {
    logError('unavailable', error, { widget: hash })
    return { kind: 'unavailable' }
  }
}
