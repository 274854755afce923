/** Where a page's main thread spends its time: one load, as traced by Chromium. Tracing itself slows the page a little. */
import type { Browser } from 'playwright-core'
import { visitPage, type Watched } from './page-meter.ts'

/** By names of trace events. Other events count as part of the event that contains them. */
const KINDS = {
  compile: /^v8\.(compile|parse)|^V8\.(Compile|Parse|PreParse|.*Compilation)/i,
  script:
    /^(EvaluateScript|FunctionCall|TimerFire|FireAnimationFrame|RunMicrotasks|EventDispatch|M\w+GC)|^v8\.|^V8\.GC/,
  fonts: /^FontCache/,
  'style and layout': /^(UpdateLayoutTree|Layout|ParseAuthorStyleSheet)$/,
} as const
type Kind = keyof typeof KINDS | 'paint and other'

const CATEGORIES = ['devtools.timeline', 'toplevel', 'v8', 'disabled-by-default-v8.compile', 'fonts']
const TASK = /RunTask$/
const LONG_TASK_MS = 50

interface TraceEvent {
  name: string
  pid: number
  tid: number
  ts: number
  dur?: number
  args: { beginData?: { url?: string } }
}

/** Time by kind, in ms; only values of 1 or more. */
type Times = Partial<Record<Kind, number>>

export interface Profile {
  all: Times
  longTasks: { lasted: number; of: Times }[]
}

export async function profilePage(browser: Browser, watched: Watched): Promise<Profile> {
  const session = await browser.newBrowserCDPSession()
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: CATEGORIES } })
  await visitPage(browser, watched, async () => {
    const isWhole = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
    await session.send('Tracing.end')
    await isWhole
  })
  await session.detach()
  return summarize(readMainThread(events, watched.address))
}

/** Reads events with a duration, by start time with the outer first, from the parsing of the page's HTML on. */
function readMainThread(events: TraceEvent[], address: string): Required<TraceEvent>[] {
  const first = events.find(({ name, args }) => name === 'ParseHTML' && args.beginData?.url === address)
  if (!first) throw new Error(`no trace of ${address}`)
  return events
    .filter((event): event is Required<TraceEvent> => event.dur !== undefined)
    .filter(({ pid, tid, ts }) => pid === first.pid && tid === first.tid && ts >= first.ts)
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)
}

function summarize(events: Required<TraceEvent>[]): Profile {
  const all: Times = {}
  const tasks: { lasted: number; of: Times }[] = []
  const open: { end: number; kind: Kind }[] = []
  const add = (kind: Kind, duration: number) => {
    for (const times of [all, tasks.at(-1)?.of ?? {}]) times[kind] = (times[kind] ?? 0) + duration / 1000
  }
  for (const { name, ts, dur } of events) {
    while ((open.at(-1)?.end ?? ts + 1) <= ts) open.pop()
    if (TASK.test(name) && open.length === 0) tasks.push({ lasted: dur / 1000, of: {} })
    const around = open.at(-1)
    const kind = findKind(name) ?? around?.kind ?? 'paint and other'
    add(kind, dur)
    if (around) add(around.kind, -dur)
    open.push({ end: ts + dur, kind })
  }
  return { all, longTasks: tasks.filter(({ lasted }) => lasted > LONG_TASK_MS) }
}

function findKind(name: string): Kind | undefined {
  return (Object.keys(KINDS) as (keyof typeof KINDS)[]).find((kind) => KINDS[kind].test(name))
}

/** Returns a line such as `compile 6, script 40 ms; longest: 80 ms (style and layout 60, fonts 12)`. */
export function describeProfile({ all, longTasks }: Profile): string {
  const longest = longTasks
    .toSorted((a, b) => b.lasted - a.lasted)
    .map(({ lasted, of }) => `${lasted.toFixed(0)} ms (${describeTimes(of)})`)
  return `${describeTimes(all)} ms; ${longest.length > 0 ? `tasks over ${LONG_TASK_MS} ms: ${longest.join(', ')}` : `no task over ${LONG_TASK_MS} ms`}`
}

function describeTimes(times: Times): string {
  return (Object.entries(times) as [Kind, number][])
    .toSorted(([, a], [, b]) => b - a)
    .filter(([, time]) => time >= 1)
    .map(([kind, time]) => `${kind} ${time.toFixed(0)}`)
    .join(', ')
}
