/** Every check of a service, deployed or not. Only reads. */
import { createHash } from 'node:crypto'
import { STORE_FORMAT } from '../../data/store/records.ts'
import { callScript } from '../../widget/call-script.ts'
import { OPERATIONS } from '../../worker/openapi/operations/index.ts'
import { judgeRow } from '../http/judge.ts'
import { openService, type Service, type ServiceOptions } from '../http/service.ts'
import { createOperationRow, createTable, type Row } from '../http/table.ts'

export interface CheckOptions extends ServiceOptions {
  /** The version that was deployed; default: any deployed version. */
  version?: string | undefined
  /** The value of FRESH_SECONDS there; default: any. */
  freshSeconds?: number | undefined
}

export interface Check {
  what: string
  /** Lists what is wrong; empty if nothing is. Absent when there is nothing to check. */
  run?: () => Promise<string[]>
}

/**
 * Lists the checks: first those of the whole service, then the contract's table.
 *
 * @throws when the service does not answer, or has nothing to show
 */
export async function listChecks(origin: string, options: CheckOptions = {}): Promise<Check[]> {
  const service = await openService(origin, options)
  const judge = (row: Row): Check => ({ what: describeRow(row), run: () => judgeRow(service, row) })
  return [
    ...Object.entries(WHOLE).map(([what, check]): Check => ({ what, run: async () => check(service, options) })),
    ...OPERATIONS.map((operation): Check => {
      const row = createOperationRow(operation, service, options.freshSeconds)
      return row ? judge(row) : { what: `${operation.path}: ${service.topic.id} has none` }
    }),
    ...createTable(service).map(judge),
  ]
}

function describeRow({ method, path, headers = {}, status }: Row): string {
  const sent = Object.entries(headers).map(([name, value]) => ` with ${name}: ${value}`)
  const expected = Array.isArray(status) ? '' : ` is ${status}`
  return `${method ? `${method} ` : ''}${path}${sent.join('')}${expected}`
}

/** Checks that concern more than one URL. */
const WHOLE: Record<string, (service: Service, options: CheckOptions) => string[] | Promise<string[]>> = {
  'which code runs, and whether it reaches KV': checkHealth,
  'the document describes every route of this code': checkDocument,
  'the widget’s script is the one that its hash names': checkWidget,
  'integrity in snippets is that of the script': checkIntegrity,
}

function checkHealth({ origin, health }: Service, { version }: CheckOptions): string[] {
  const isDeployed = version === undefined ? health.version !== 'local' : health.version === version
  const isLocal = version === undefined && new URL(origin).hostname === '127.0.0.1'
  return [
    ...(health.status === 'pass' ? [] : [`status ${health.status}`]),
    ...(isDeployed || isLocal ? [] : [`version ${health.version}${version ? `, not ${version}` : ''}`]),
    ...(health.formats.includes(STORE_FORMAT) ? [] : [`it reads formats ${health.formats}, not ${STORE_FORMAT}`]),
    ...(health.index.reachable ? [] : ['the index of all topics cannot be read']),
  ]
}

function checkDocument({ contract }: Service): string[] {
  const there = contract.routes.map(({ path }) => path)
  const here = OPERATIONS.map(({ path }) => path)
  return [
    ...here.filter((path) => !there.includes(path)).map((path) => `nothing of ${path}`),
    ...there.filter((path) => !here.includes(path)).map((path) => `${path} is not of this code`),
  ]
}

/** `/widget.js` is the same code, called with the service's origin. */
async function checkWidget({ ask, health, origin }: Service): Promise<string[]> {
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

async function checkIntegrity({ ask, origin, topic }: Service): Promise<string[]> {
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
