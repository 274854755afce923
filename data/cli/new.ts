/** `new`: creates a topic's folder, five files with an example entry each. `check` fails until the placeholders are filled. */
import { mkdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import * as v from 'valibot'
import { type Failure, fail } from '../checks/finding.ts'
import { fileName } from '../checks/parse.ts'
import { AUTHORED_FILE_NAMES } from '../schema/authored.ts'
import { Id } from '../schema/entities.ts'
import { type Command, describeExpected, report, TOPIC_OPTIONS, UsageError } from './command.ts'
import { createFolder, isTaken } from './durable-file.ts'
import { findTopicsFolder } from './topics.ts'

const TEMPLATES = new URL('new-topic/', import.meta.url)
/** The placeholder for the topic's id in a template. */
const ID_PLACEHOLDER = 'TOPIC'
export const newTopic: Command = {
  usage: 'new TOPIC [--topics DIR] [--json]',
  maxWords: 1,
  summary: 'create the folder of a topic, with five files to fill in',
  options: TOPIC_OPTIONS,
  run: async ([id], options) => {
    const topics = findTopicsFolder(options.topics)
    if (id === undefined) throw new UsageError('an id for the topic is needed')
    const created = await createTopic(topics, id)
    if (created.kind === 'failure') {
      console.error(created.problem)
      return 1
    }
    const files = created.files.map((file) => relative(process.cwd(), file))
    const next = 'Begin with articles.yml: ingest drafts its records. Then fill the others; check names what is left.'
    report(options, { files }, [...files, next].join('\n'))
    return 0
  },
}

export interface CreatedTopic {
  kind: 'created'
  /** Paths, in the order in which to fill in the files. */
  files: string[]
}

/** Creates the folder atomically; never changes an existing one. */
export async function createTopic(topics: string, id: string): Promise<CreatedTopic | Failure> {
  const { success, issues } = v.safeParse(Id, id)
  if (!success) return fail(`${id} cannot be a topic’s id: it ${issues[0].message}`)
  const folder = join(topics, id)
  const templates = AUTHORED_FILE_NAMES.map(async (name) => {
    const template = await readFile(new URL(fileName(name), TEMPLATES), 'utf8')
    return [fileName(name), template.replace(ID_PLACEHOLDER, id)]
  })
  try {
    await mkdir(topics, { recursive: true })
    await createFolder(folder, Object.fromEntries(await Promise.all(templates)))
  } catch (error) {
    const { message } = error as Error
    return fail(
      isTaken(error)
        ? `${folder} exists already; choose another id`
        : (describeExpected(error) ?? `${folder} cannot be created: ${message}`),
    )
  }
  const files = AUTHORED_FILE_NAMES.map((name) => join(folder, fileName(name)))
  return { kind: 'created', files }
}
