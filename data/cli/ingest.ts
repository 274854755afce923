/** `ingest`: prints the draft of an article as YAML, and saves the extracted text to a file. */
import { basename } from 'node:path'
import * as v from 'valibot'
import { type Failure, fail } from '../checks/finding.ts'
import type { DraftChoices } from '../ingest/draft.ts'
import { printDraft } from '../ingest/draft-yaml.ts'
import { type Ingested, ingestPage } from '../ingest/index.ts'
import { HttpUrl, Id, LanguageTag } from '../schema/entities.ts'
import { type Command, describeExpected, type Options, report, TOPIC_OPTIONS, UsageError } from './command.ts'
import { createFile } from './durable-file.ts'

export const ingest: Command = {
  usage: 'ingest FILE|URL [--from LINE] [--to LINE] [--save FILE.txt] [--id ID] [--url URL] [--lang TAG] [--json]',
  maxWords: 1,
  summary: 'draft an article’s record from a saved page',
  options: {
    from: {
      type: 'string',
      value: 'LINE',
      description: 'the first line of the article, counted from 1; by default detected',
    },
    to: { type: 'string', value: 'LINE', description: 'its last line' },
    save: { type: 'string', value: 'FILE.txt', description: 'where to keep the extracted text, for cite and verify' },
    id: { type: 'string', value: 'ID', description: 'the id of the article; by default made from the headline' },
    url: { type: 'string', value: 'URL', description: 'where the page was published, if it does not say so' },
    lang: {
      type: 'string',
      value: 'TAG',
      description: 'the language of the article (BCP 47), if the page does not state it',
    },
    json: TOPIC_OPTIONS.json,
  },
  run: async ([location], options) => {
    if (location === undefined) throw new UsageError('a file or URL is needed')
    const { json, save } = options
    const result = await ingestInto(location, save, readChoices(options))
    if (result.kind === 'failure') {
      console.error(result.problem)
      return 1
    }
    const { draft, extracted } = result
    report(options, { ...draft, ...(extracted === undefined ? {} : { extracted }) }, printDraft(draft))
    if (save !== undefined) console.error(`The extracted text is in ${save}; keep it where verify looks for sources.`)
    else if (extracted !== undefined && !json)
      console.error(`Lines count in the extracted text, which follows; keep it with --save FILE.txt.\n\n${extracted}`)
    return 0
  },
}

/** Drafts an article and saves the extracted text as `save`, a new file; line numbers refer to that file. */
export async function ingestInto(
  location: string,
  save: string | undefined,
  choices: DraftChoices,
): Promise<Ingested | Failure> {
  const ingested = await ingestPage(location, { ...choices, ...(save === undefined ? {} : { file: basename(save) }) })
  if (ingested.kind === 'failure' || save === undefined) return ingested
  if (ingested.extracted === undefined) return fail(`${location} is text already; --save is for HTML and URLs`)
  return (await saveText(save, ingested.extracted)) ?? ingested
}

/** Never overwrites a file: citations of other articles may refer to it. Atomic. */
async function saveText(path: string, text: string): Promise<Failure | undefined> {
  try {
    await createFile(path, `${text}\n`)
    return undefined
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return fail(
      code === 'EEXIST'
        ? `${path} exists already; choose another name`
        : (describeExpected(error) ?? `${path} cannot be written: ${message}`),
    )
  }
}

function readChoices({ from, to, id, url, lang }: Options): DraftChoices {
  return {
    ...(from === undefined ? {} : { from: readLine('--from', from) }),
    ...(to === undefined ? {} : { to: readLine('--to', to) }),
    ...(id === undefined ? {} : { id: readValue('--id', Id, id) }),
    ...(url === undefined ? {} : { url: readValue('--url', HttpUrl, url) }),
    ...(lang === undefined ? {} : { inLanguage: readValue('--lang', LanguageTag, lang) }),
  }
}

function readLine(option: string, value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value)) throw new UsageError(`${option} must be a line number, counted from 1`)
  return Number(value)
}

function readValue(option: string, schema: v.GenericSchema<string>, value: string): string {
  const { success, issues } = v.safeParse(schema, value)
  if (!success) throw new UsageError(`${option} ${issues[0].message}`)
  return value
}
