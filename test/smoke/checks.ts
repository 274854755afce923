/** Everything that is asked of a deployed service, one outcome each. Reads only, one request at a time. */
import { createHash } from 'node:crypto'
import { STORE_FORMAT } from '../../data/store/records.ts'
import { callScript } from '../../widget/call-script.ts'
import { OPERATIONS } from '../../worker/openapi/operations/index.ts'
import { fillAddress } from './addresses.ts'
import { judgeAddress } from './answers.ts'
import { type LiveService, openService } from './service.ts'

const MADE_UP = 'no-such-topic-here'

export interface LiveOptions {
  /** The topic to make addresses of; the first in the list where absent. */
  topic?: string
  /** The version that was deployed; where absent, any that was deployed will do. */
  version?: string
  /** What FRESH_SECONDS is there. */
  freshSeconds: number
  /** In the place of the global one. */
  send?: typeof fetch
}

export interface Outcome {
  what: string
  /** What is wrong; empty where nothing is. */
  complaints: string[]
  /** Why nothing was asked. */
  skipped?: string
}

/** @throws when the service does not answer, or has nothing to show */
export async function* checkLive(origin: string, options: LiveOptions): AsyncGenerator<Outcome> {
  const service = await openService(origin, options.topic, options.send)
  for (const [what, check] of Object.entries(WHOLE)) yield { what, complaints: await check(service, options) }
  for (const operation of OPERATIONS) {
    const address = fillAddress(operation, service)
    if (address === undefined) yield { what: operation.path, complaints: [], skipped: `${service.topic.id} has none` }
    else yield { what: address, complaints: await judgeAddress(service, operation, address, options.freshSeconds) }
  }
}

/** What is about more than one address. */
const WHOLE: Record<string, (service: LiveService, options: LiveOptions) => string[] | Promise<string[]>> = {
  'which code runs, and whether it reaches KV': checkHealth,
  'the document describes every route of this code': checkDocument,
  'the widget’s script is the one that its hash names': checkWidget,
  'integrity in snippets is that of the script': checkIntegrity,
  'what is not there is a problem': checkProblems,
  'a preflight is answered': checkPreflight,
}

function checkHealth({ origin, health }: LiveService, { version }: LiveOptions): string[] {
  const isDeployed = version === undefined ? health.version !== 'local' : health.version === version
  const isLocal = version === undefined && new URL(origin).hostname === '127.0.0.1'
  return [
    ...(health.status === 'pass' ? [] : [`status ${health.status}`]),
    ...(isDeployed || isLocal ? [] : [`version ${health.version}${version ? `, not ${version}` : ''}`]),
    ...(health.formats.includes(STORE_FORMAT) ? [] : [`it reads formats ${health.formats}, not ${STORE_FORMAT}`]),
    ...(health.index.reachable ? [] : ['the index of all topics cannot be read']),
  ]
}

function checkDocument({ contract }: LiveService): string[] {
  const there = contract.routes.map(({ path }) => path)
  const here = OPERATIONS.map(({ path }) => path)
  return [
    ...here.filter((path) => !there.includes(path)).map((path) => `nothing of ${path}`),
    ...there.filter((path) => !here.includes(path)).map((path) => `${path} is not of this code`),
  ]
}

/** `/widget.js` is the same code, called with the service's origin. */
async function checkWidget({ ask, health, origin }: LiveService): Promise<string[]> {
  const address = `/widget@${health.widget.slice(0, 16)}.js`
  const [pinned, moving] = await Promise.all([address, '/widget.js'].map(async (path) => (await ask(path)).text()))
  const sha256 = createHash('sha256')
    .update(pinned ?? '')
    .digest('hex')
  return [
    ...(sha256 === health.widget ? [] : [`${address} is ${sha256}, not ${health.widget}`]),
    ...(moving === callScript(pinned ?? '', { origin }) ? [] : [`/widget.js is not ${address}`]),
  ]
}

async function checkIntegrity({ ask, origin, topic }: LiveService): Promise<string[]> {
  const complaints: string[] = []
  for (const kind of ['quotation', 'element']) {
    const snippet = await (await ask(`/snippet?as=${kind}&pin=yes&topic=${topic.id}`)).text()
    const [, source = '', integrity = ''] = snippet.match(/src="([^"]+)" integrity="([^"]+)"/) ?? []
    if (!source.startsWith(origin)) complaints.push(`${kind} has no pinned script of ${origin}`)
    else if ((await hashScript(ask(source.slice(origin.length)))) !== integrity)
      complaints.push(`${kind}: ${source} is not what ${integrity} is of`)
  }
  return complaints
}

async function hashScript(asked: Promise<Response>): Promise<string> {
  return `sha384-${createHash('sha384')
    .update(await readBytes(asked))
    .digest('base64')}`
}

async function readBytes(asked: Promise<Response>): Promise<Uint8Array> {
  return new Uint8Array(await (await asked).arrayBuffer())
}

async function checkProblems({ ask, topic }: LiveService): Promise<string[]> {
  const expected = {
    [`/v1/topics/${MADE_UP}`]: 404,
    [`/embed/${MADE_UP}.js`]: 404,
    [`/v1/topics/${topic.id}/events/${MADE_UP}`]: 404,
    [`/v1/topics/${topic.id}?${MADE_UP}=1`]: 400,
    '/widget@0123456789abcdef.js': 404,
  }
  const complaints: string[] = []
  for (const [address, status] of Object.entries(expected)) {
    const { headers, ...response } = await readAnswer(ask(address))
    const found = `${response.status} ${headers.get('Content-Type')} ${headers.get('Cache-Control')}`
    if (found !== `${status} application/problem+json no-store`) complaints.push(`${address}: ${found}`)
  }
  return complaints
}

async function readAnswer(asked: Promise<Response>): Promise<{ status: number; headers: Headers }> {
  const { status, headers, body } = await asked
  await body?.cancel()
  return { status, headers }
}

async function checkPreflight({ ask, topic }: LiveService): Promise<string[]> {
  const { status, headers } = await readAnswer(ask(`/v1/topics/${topic.id}/box`, { method: 'OPTIONS' }))
  const isAllowed =
    headers.get('Access-Control-Allow-Origin') === '*' && headers.get('Access-Control-Allow-Headers') === '*'
  return status === 204 && isAllowed ? [] : [`status ${status}, or not every header is allowed`]
}
