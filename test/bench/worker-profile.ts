/** Where the time of a request and of a start is spent, by parts of the code: explains a missed goal. */
import { transform } from 'esbuild'
import { bundleWorker } from '../../worker/dev/bundle.ts'
import { publish, readTopic, TOPIC } from './content.ts'
import { bundleForMeasuring, createSetting, FLAGS } from './fact-box-worker.ts'
import { askAnew } from './hot-paths.ts'
import type { Load, Wish } from './load.ts'
import { createSourceMap, listShares, profileWorker, showShares } from './profile.ts'
import type { Result, Section } from './report.ts'
import { median } from './rounds.ts'
import { type Code, startWorkerd } from './workerd.ts'

const TOPIC_PATH = `/v1/topics/${TOPIC}`

interface Profiled {
  what: string
  path?: string
  status?: number
  requests?: (amount: number) => Wish[]
}

const PROFILED: Profiled[] = [
  { what: 'topic', path: TOPIC_PATH },
  { what: 'one-tag script', path: `/embed/${TOPIC}.js` },
  { what: 'not found (404)', path: '/v1/topics/made-up', status: 404 },
  { what: 'filtered list, not cached', requests: askAnew },
]

export async function profileServer(
  assets: string,
  load: Load,
  { amount, starts }: { amount: number; starts: number },
): Promise<Section> {
  return {
    title: 'Server: where the time goes',
    about:
      'A request: shares of CPU time by folder of the Worker’s code, of Hono, and of workerd, in its APIs (Headers, Response, URL, digests) or otherwise; profiling makes everything slower. A start: medians, each compared with an empty Worker.',
    results: [...(await profileRequests(assets, load, amount)), await splitStart(starts)],
  }
}

async function profileRequests(assets: string, load: Load, amount: number): Promise<Result[]> {
  const bundle = await bundleWorker()
  const sourceOf = createSourceMap(bundle)
  const setting = await createSetting(bundle, assets)
  await publish(setting.storage, await readTopic(), 1)
  const worker = await setting.start({ isInspected: true })
  const results: Result[] = []
  for (const { what, path = '', status = 200, requests = () => [{ path }] } of PROFILED) {
    const send = () => load.measure(worker, { origin: worker.origin, requests: requests(amount), amount }, status)
    await send()
    const profile = await profileWorker(worker.inspector ?? '', send)
    const shares = listShares(profile, ({ lineNumber }) => namePart(sourceOf(lineNumber)))
    results.push({ what, measured: showShares(shares) })
  }
  await worker.stop()
  await setting.kv.close()
  return results
}

/** `node_modules/hono/dist/…` is Hono, `worker/lists/…` is worker/lists. */
function namePart(source: string): string {
  if (source.startsWith('node_modules/')) return source.split('/')[1] ?? source
  return source.split('/').slice(0, 2).join('/')
}

const NOTHING = "new Response('', { status: 404 })"

/** Measures the same process empty, with the code loaded but not run, with the code run but no request, and with a request. */
async function splitStart(starts: number): Promise<Result> {
  const code = await bundleForMeasuring()
  const { code: contained } = await transform(code, { format: 'iife', minify: true, target: 'es2024' })
  const variants: Record<string, string> = {
    empty: `export default { fetch: () => ${NOTHING} }`,
    read: `function ours() {${contained}}\nexport default { fetch: () => Date.now() ? ${NOTHING} : ours() }`,
    run: `${code.replace(/export\s*\{\s*([\w$]+) as default\s*\};?\s*$/, 'globalThis.ours = $1;')}export default { fetch: () => ${NOTHING} }`,
    asked: code,
  }
  const times = Object.fromEntries(Object.keys(variants).map((name) => [name, [] as number[]]))
  for (let start = 0; start < starts; start++) {
    for (const [name, main] of Object.entries(variants)) times[name]?.push(await timeStart(main))
  }
  const more = (name: string, than: string) =>
    `${median((times[name] ?? []).map((time, start) => time - (times[than]?.[start] ?? Number.NaN))).toFixed(1)} ms`
  return {
    what: 'start',
    measured: `loading ${(code.length / 1024).toFixed(0)} KiB of code ${more('read', 'empty')}, running it ${more('run', 'read')}, the first response ${more('asked', 'run')}`,
  }
}

const BINDINGS = [
  '(name = "PUBLIC_ORIGIN", text = "https://facts.example")',
  '(name = "FRESH_SECONDS", json = "60")',
  '(name = "FACTS", kvNamespace = "nowhere")',
  '(name = "ASSETS", service = "nowhere")',
]

async function timeStart(main: string): Promise<number> {
  const worker: Code = { modules: { 'index.js': main }, bindings: BINDINGS, flags: FLAGS }
  const beganAt = performance.now()
  const workerd = await startWorkerd({ worker }, { nowhere: '127.0.0.1:9' })
  const response = await fetch(`${workerd.origins.worker}/nowhere`)
  await response.arrayBuffer()
  const time = performance.now() - beganAt
  await workerd.stop()
  if (response.status !== 404) throw new Error(`/nowhere: ${response.status}`)
  return time
}
