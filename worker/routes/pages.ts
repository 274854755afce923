/** Pages for readers, and the script and style sheet that they load: at hashed addresses, so kept for ever. */

import type { Context } from 'hono'
import { DOCS_SCRIPT, DOCS_STYLE } from '../../.build/docs-module.js'
import { SHA256, VERIFY_SCRIPT, VERIFY_STYLE } from '../../.build/pages-module.js'
import type { Topic } from '../../data/wire.ts'
import { answerFromFile, type Derive } from '../answer.ts'
import type { App } from '../environment.ts'
import { respondWithProblem } from '../http/problem.ts'
import { createRepresentation, IMMUTABLE, type Representation, respond } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { renderBoxPage } from '../pages/box-page.ts'
import { renderVerifyPage } from '../pages/verify-page.ts'

const TAG_LENGTH = 32
const STYLESHEET = `/assets/${VERIFY_STYLE.name}`
const TYPES = { js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8' } as const

/** Nothing but our own script and style sheet, and no string ever becomes code (CSP Level 3; Trusted Types). */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

export const PAGE_HEADERS = { 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'Referrer-Policy': 'no-referrer' }

/** A frame may stand on any page. */
const FRAME_HEADERS = {
  ...PAGE_HEADERS,
  'Content-Security-Policy': CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", 'frame-ancestors *'),
}

export const pages = new Routes()
  .get('/topics/:topic', (c) =>
    answerFromFile(
      c,
      { topic: c.req.param('topic'), path: 'topic.json', headers: () => PAGE_HEADERS },
      createBoxPage(c.env.PUBLIC_ORIGIN, false),
    ),
  )
  .get('/topics/:topic/verify', (c) =>
    answerFromFile(
      c,
      { topic: c.req.param('topic'), path: 'topic.json', headers: () => PAGE_HEADERS },
      createVerifyPage(c.env.PUBLIC_ORIGIN),
    ),
  )
  .get('/assets/:name', (c) => answerWithAsset(c, c.req.param('name')))

/** `/embed/{topic}`: the box alone, which may stand on anybody's page. */
export function answerFrame(c: Context<App>, topic: string): Promise<Response> {
  return answerFromFile(
    c,
    { topic, path: 'topic.json', headers: () => FRAME_HEADERS },
    createBoxPage(c.env.PUBLIC_ORIGIN, true),
  )
}

function createBoxPage(origin: string, isFrame: boolean): Derive {
  return createPage((topic) => renderBoxPage({ topic, origin, isFrame, stylesheet: STYLESHEET }))
}

function createVerifyPage(origin: string): Derive {
  const script = `/assets/${VERIFY_SCRIPT.name}`
  return createPage((topic) => renderVerifyPage({ topic, origin, stylesheet: STYLESHEET, script }))
}

/** Made of a topic and of our code, so the tag is of both and no release dates it. */
function createPage(render: (topic: Topic) => string): Derive {
  return ({ entry }, body) => ({
    body: render(JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) as Topic),
    tag: `${SHA256.slice(0, TAG_LENGTH)}-${entry.sha256.slice(0, TAG_LENGTH)}`,
    type: 'text/html; charset=utf-8',
    isDatedByRelease: false,
  })
}

const assets = new Map<string, Representation>(
  [VERIFY_SCRIPT, VERIFY_STYLE, DOCS_SCRIPT, DOCS_STYLE].map(({ name, text }) => [
    name,
    createRepresentation({
      body: text,
      type: name.endsWith('.js') ? TYPES.js : TYPES.css,
      // The name is made of the content.
      tag: name.replace(/\W/g, '-'),
      cacheControl: IMMUTABLE,
    }),
  ]),
)

function answerWithAsset(c: Context<App>, name: string): Response {
  const asset = assets.get(name)
  if (asset) return respond(c.req.raw, asset)
  return respondWithProblem({ kind: 'not-found', detail: 'There is nothing at this address.' }, c.req.path)
}
