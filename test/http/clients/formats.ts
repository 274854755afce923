/** Debian's programs, each on the format that it is for. Python's are in files of their own beside this one. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Topic } from '../../../data/schema/api.ts'
import { OPERATIONS } from '../../../worker/openapi/operations/index.ts'
import { fillAddress } from '../addresses.ts'
import { openService } from '../service.ts'
import { type Client, run, type Target } from './client.ts'

const TOPIC = 'us-iran-iraq-talks'
/** Debian's own, which has Debian's packages. */
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

/** One URL for each schema that a 200 has. */
async function listAnswers({ origin, document }: Target): Promise<object> {
  const service = await openService(origin, { topic: TOPIC })
  const urls: Record<string, string> = {}
  for (const operation of OPERATIONS) {
    const address = fillAddress(operation, service)
    const schema = operation.content?.['application/json']?.schema
    if (address === undefined || schema === undefined || schema === 'object') continue
    // Of a list or an item: whole, and with some of its fields.
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
