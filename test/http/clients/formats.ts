/** Debian's programs, each on its own format. The Python programs are in separate files beside this one. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CSV_NAMES } from '../../../data/build/formats/csv-columns.ts'
import type { Topic } from '../../../data/schema/api.ts'
import { OPERATIONS } from '../../../worker/openapi/operations/index.ts'
import { fillAddress } from '../addresses.ts'
import { openService } from '../service.ts'
import { type Client, run, type Target } from './client.ts'

const TOPIC = 'us-iran-iraq-talks'
/** Debian's own Python, which has Debian's packages. */
const PYTHON = '/usr/bin/python3'

const python =
  (script: string, describe: (target: Target) => Promise<object>): Client =>
  async (target) => {
    const file = fileURLToPath(new URL(script, import.meta.url))
    const output = await run(PYTHON, [file], { input: JSON.stringify(await describe(target)) })
    return `ok ${output.trim()}`
  }

async function readTopic({ origin }: Target): Promise<{ base: string; topic: Topic }> {
  const base = `${origin}/v1/topics/${TOPIC}`
  return { base, topic: (await (await fetch(base)).json()) as Topic }
}

/** Lists one URL for each schema of a 200. */
async function listAnswers({ origin, document }: Target): Promise<object> {
  const service = await openService(origin, { topic: TOPIC })
  const urls: Record<string, string> = {}
  for (const operation of OPERATIONS) {
    const address = fillAddress(operation, service)
    const schema = operation.content?.['application/json']?.schema
    if (address === undefined || schema === undefined || schema === 'object') continue
    // Of a list or an item: complete, and with some of its fields.
    const [whole = '', selection] = [schema].flat()
    urls[whole] ??= origin + address
    if (selection !== undefined) urls[selection] ??= `${origin}${address}?fields=id`
  }
  urls.Problem = `${origin}/v1/topics/no-such-topic`
  return { urls, schemas: Object.keys(document.components.schemas), origin }
}

async function readCsv({ origin, folder }: Target, name: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, await (await fetch(`${origin}/v1/topics/${TOPIC}/${name}`)).text())
  return path
}

export const formats: Record<string, Client> = {
  jsonschema: python('validate_answers.py', listAnswers),
  rdflib: python('read_json_ld.py', async (target) => {
    const { base, topic } = await readTopic(target)
    return { url: `${base}.jsonld`, events: topic.events.map(({ name }) => name) }
  }),
  icalendar: python('read_calendar.py', async (target) => {
    const { base, topic } = await readTopic(target)
    return { url: `${base}/events.ics`, events: topic.events.filter(({ startDate }) => startDate).length }
  }),
  feedparser: python('read_feed.py', async (target) => ({ url: `${(await readTopic(target)).base}/feed.atom` })),
  async datapackage(target) {
    const { base, topic } = await readTopic(target)
    const file = fileURLToPath(new URL('read-data-package.mjs', import.meta.url))
    const input = JSON.stringify({ url: `${base}/datapackage.json` })
    const output = await run(process.execPath, [file], { input })
    const counts = JSON.parse(output) as Record<string, number>
    const wrong = CSV_NAMES.filter((name) => !((counts[name] ?? -1) >= topic[name].length))
    if (wrong.length > 0) return `${wrong.join(', ')}: ${output.trim()}`
    return `ok ${output.trim()}`
  },
  async miller(target) {
    const { topic } = await readTopic(target)
    const output = await run('mlr', ['--icsv', '--ojson', 'cat', await readCsv(target, 'statements.csv')])
    const rows = JSON.parse(output) as Record<string, string>[]
    const ids = new Set(rows.map(({ id }) => id))
    if (!topic.statements.every(({ id }) => ids.has(id))) return `${ids.size} of ${topic.statements.length} statements`
    return `ok ${rows.length} rows, ${Object.keys(rows[0] ?? {}).length} columns`
  },
  async sqlite3(target) {
    const { topic } = await readTopic(target)
    const path = await readCsv(target, 'events.csv')
    const output = await run('sqlite3', [':memory:'], {
      input: `.import --csv "${path}" events\nSELECT count(DISTINCT id) FROM events;\n`,
    })
    return Number(output.trim()) === topic.events.length ? `ok ${output.trim()} events` : `${output.trim()} events`
  },
}
