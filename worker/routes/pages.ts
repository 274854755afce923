/** Pages for readers, made of a topic. */

import type { Context } from 'hono'
import { sha256Hex } from '../../data/sha256.ts'
import type { Box, Topic } from '../../data/wire.ts'
import { answerFromFile, type Derive, toFailure } from '../answer.ts'
import type { App } from '../environment.ts'
import { addressOf } from '../http/assets.ts'
import { createPageHeaders, PAGE_HEADERS } from '../http/policy.ts'
import { Routes } from '../http/routes.ts'
import type { FRAME_PARAMETERS } from '../lists/parameters.ts'
import { formatQuery, type Values } from '../lists/query.ts'
import { renderFrame } from '../pages/frame/page.ts'
import { renderChangesPage } from '../pages/topic/changes.ts'
import { renderTopicPage } from '../pages/topic/page.ts'
import { renderVerifyPage } from '../pages/verify-page.ts'
import { openStorage } from '../storage/kv.ts'
import { type Found, findFile } from '../storage/release.ts'
import { dropWithdrawn } from '../storage/withdrawal.ts'
import { showProblem } from './problem-page.ts'

const PATH = 'topic.json'

/** A frame may stand on any page, also on one that is isolated from other origins (HTML, 7.1.4). */
const FRAME_HEADERS = {
  ...createPageHeaders({ 'frame-ancestors': '*' }),
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

export const pages = new Routes()
  .get('/topics/:topic', (c) => {
    const loaded = { stylesheet: addressOf('site.css'), script: addressOf('topic.js') }
    return answerPage(c, (topic, { pointer, manifest }, origin) =>
      renderTopicPage({ topic, pointer, manifest, origin }, loaded),
    )
  })
  .get('/topics/:topic/verify', (c) =>
    answerPage(c, (topic, _, origin) =>
      renderVerifyPage({ topic, origin, stylesheet: addressOf('verify.css'), script: addressOf('verify.js') }),
    ),
  )
  .get('/topics/:topic/changes', async (c) => {
    const { after, before } = (c.get('query') ?? {}) as { after?: number; before?: number }
    const wanted = {
      topic: c.req.param('topic'),
      path: PATH,
      ...(after !== undefined && { release: after }),
      query: formatQuery({ after, before }),
      headers: () => PAGE_HEADERS,
      isMoving: true,
    }
    return showProblem(c, await answerFromFile(c, wanted, compareWith(c, before)))
  })

/** `/embed/{topic}`: the box alone, which may stand on anybody's page. */
export async function answerFrame(c: Context<App>, topic: string): Promise<Response> {
  const { size, theme, lang, sections, release } = (c.get('query') ?? {}) as Values<typeof FRAME_PARAMETERS>
  const query = formatQuery({ size, theme, lang, sections, release })
  const wanted = {
    topic,
    path: 'box.json',
    ...(release !== undefined && { release }),
    ...(query && { query }),
    headers: () => FRAME_HEADERS,
    isMoving: true,
  }
  const response = await answerFromFile(c, wanted, (_, file, origin) =>
    makePage(
      renderFrame({
        box: parse<Box>(file),
        attributes: { size, theme, lang, sections: sections?.join(' ') },
        origin,
        stylesheet: addressOf('box.css'),
        script: addressOf('frame.js'),
      }),
    ),
  )
  return showProblem(c, response, FRAME_HEADERS)
}

type Render = (topic: Topic, found: Found, origin: string) => string

async function answerPage(c: Context<App>, render: Render): Promise<Response> {
  const wanted = { topic: c.req.param('topic') ?? '', path: PATH, headers: () => PAGE_HEADERS }
  return showProblem(c, await answerFromFile(c, wanted, createPage(render)))
}

/** Made of a topic, of our code and of our origin, so the tag is of the bytes and no release dates it. */
function createPage(render: Render): Derive {
  return (found, file, origin) => makePage(render(parse(file), found, origin))
}

/** With another release: the one that readers had before it, where none is named. */
function compareWith(c: Context<App>, number: number | undefined): Derive {
  return async (found, file, origin) => {
    const { manifest, pointer } = found
    const release = number ?? manifest.previous ?? manifest.release
    const other = await findFile(openStorage(c.env), manifest.topic, PATH, release)
    if (other.kind !== 'found') return toFailure(other, { topic: manifest.topic, release })
    const before = parse(dropWithdrawn(other.bytes, pointer.withdrawn))
    const stylesheet = addressOf('site.css')
    return makePage(renderChangesPage({ before, after: parse(file), pointer, origin, stylesheet }))
  }
}

async function makePage(body: string) {
  return { body, tag: await sha256Hex(body), type: 'text/html; charset=utf-8', isDatedByRelease: false }
}

function parse<File = Topic>(file: ArrayBuffer | string): File {
  return JSON.parse(typeof file === 'string' ? file : new TextDecoder().decode(file)) as File
}
