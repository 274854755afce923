/**
 * The widget's scripts: the whole one, the one-tag script with a topic's box as HTML, and the frame. Scripts are static files, read
 * once in an isolate; earlier builds of the whole one are in KV.
 */
import type { Context } from 'hono'
import { SHA256, TAG_SHA256, VERSION } from '../../.build/widget-module.js'
import { SHORT_HASH_LENGTH } from '../../data/store/records.ts'
import { callScript, toModule } from '../../widget/call-script.ts'
import { LANGS } from '../../widget/i18n/language.ts'
import { renderBox } from '../../widget/render-to-html.ts'
import { nameTagFile, nameWidgetFiles, PRIVATE_FOLDER } from '../assets.ts'
import type { App } from '../env.ts'
import type { Failure } from '../http/problem.ts'
import { DATA_HEADERS, IMMUTABLE } from '../http/response.ts'
import type { SCRIPT_PARAMETERS } from '../query/page-parameters.ts'
import { formatQuery, type Values } from '../query/parse.ts'
import { type Rendered, serve, staticResponse } from '../serve.ts'
import { getOwn } from '../store/get-own.ts'
import { logError } from '../store/log.ts'
import { asBox, FRAME_HEADERS, serveFrame } from './frame.ts'
import { loadLanguage, readLanguage } from './language.ts'
import { showProblem } from './problems.ts'
import { Routes } from './routes.ts'

const TYPE = 'text/javascript; charset=utf-8'
const HASH = new RegExp(`^[0-9a-f]{${SHORT_HASH_LENGTH}}$`)

export const scripts = new Routes()
  .get('/widget.js', (c) => serveWidget(c, (script) => callScript(script, { origin: c.env.PUBLIC_ORIGIN })))
  .get('/widget.mjs', (c) => serveWidget(c, (script) => toModule(script, JSON.stringify(c.env.PUBLIC_ORIGIN))))
  // A segment of its own, since the router knows no names within one.
  .get('/:build{widget@[^/]+\\.m?js}', (c) => staticResponse(c, () => serveBuild(c, c.req.param('build') ?? '')))
  // One route, since the matcher cannot tell two names in the same place apart.
  .get('/embed/:topic', async (c) => {
    const name = c.req.param('topic') ?? ''
    if (name.endsWith('.js')) return serveScript(c, name.slice(0, -'.js'.length))
    return showProblem(c, await serveFrame(c, name), FRAME_HEADERS)
  })
  .get('/widget/:file{[^/]+\\.json}', (c) =>
    staticResponse(c, async () => {
      const language = await readLanguage(c, (c.req.param('file') ?? '').replace(/\.json$/, ''))
      if (language === undefined) return { kind: 'not-found', detail: `Available languages: ${LANGS.join(', ')}.` }
      return typeof language === 'string'
        ? { body: language, type: 'application/json', headers: DATA_HEADERS }
        : language
    }),
  )

/** A hash and the kind of file. The module is the script with the origin of this service. */
async function serveBuild(c: Context<App>, name: string): Promise<Rendered | Failure> {
  const [hash = '', kind] = name.slice('widget@'.length).split('.')
  const build = await findBuild(c, hash)
  if ('kind' in build || kind === 'js') return build
  const script = new TextDecoder().decode(build.body as ArrayBuffer)
  return { ...build, body: toModule(script, JSON.stringify(c.env.PUBLIC_ORIGIN)) }
}

/** The bytes are in no response alone, but in all that are made here. */
function readScript(c: Context<App>, name = nameWidgetFiles(SHA256).script): Promise<ArrayBuffer | Failure> {
  return c.get('assets').read(`${PRIVATE_FOLDER}/${name}`)
}

function serveWidget(c: Context<App>, write: (script: string) => string): Promise<Response> {
  return staticResponse(c, async () => {
    const script = await readScript(c)
    return script instanceof ArrayBuffer ? { body: write(new TextDecoder().decode(script)), type: TYPE } : script
  })
}

/**
 * Code and data change independently, so no release dates the script. The script receives its origin, since not every page lets
 * it know. The box is drawn here, so that the script is small; with a receipt the script imports the build that draws the same.
 */
function serveScript(c: Context<App>, topic: string): Promise<Response> {
  const { lang } = (c.get('query') ?? {}) as Values<typeof SCRIPT_PARAMETERS>
  const request = { topic, path: 'box.json', query: formatQuery({ lang }) }
  // While the topic is read.
  const reading = readScript(c, nameTagFile(TAG_SHA256))
  return serve(c, request, async (file) => {
    const script = await reading
    if (!(script instanceof ArrayBuffer)) return script
    const origin = c.env.PUBLIC_ORIGIN
    const box = await c.get('storage').blobs.parseCached(file.blob, asBox)
    const language = await loadLanguage(c, lang)
    if ('kind' in language) return language
    const rendered = {
      topic: box.topic,
      release: box.release,
      lang: language.lang,
      html: renderBox(box, { topic: box.topic, lang }, { origin, version: VERSION, language, isLive: true }),
      module: `/widget@${SHA256.slice(0, SHORT_HASH_LENGTH)}.mjs`,
    }
    return {
      body: callScript(new TextDecoder().decode(script), { origin, rendered }),
      type: TYPE,
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
  const unknown: Failure = {
    kind: 'not-found',
    detail: 'No build of the widget has this hash. See /widget.js.',
  }
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
