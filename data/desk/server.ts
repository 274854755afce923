/**
 * The desk: the local editor at `/edit` of `npm start`, never part of the deployed Worker. The files stay the truth; the
 * command line and the desk do the same with the same code.
 */
import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Hono } from 'hono'
import * as v from 'valibot'
import { buildBox } from '../build/box.ts'
import { buildTopic } from '../build/topic.ts'
import { UsageError } from '../cli/command.ts'
import { describeTopicChanges, findChanges } from '../cli/diff.ts'
import { describePublished, publishChecked } from '../cli/publish.ts'
import { isVerified, removeStamp, writeStamp } from '../cli/stamp-file.ts'
import { checkContents, isChecked, loadTopics, readLanguage } from '../cli/topics.ts'
import { verifyTopic } from '../cli/verify.ts'
import { fail } from '../failure.ts'
import type { Box, Topic } from '../schema/api.ts'
import { AUTHORED_FILES, type Authored, type AuthoredFileName, SourceDocument } from '../schema/authored.ts'
import { Id } from '../schema/entities.ts'
import { readRef, type SignedStore, type Storage } from '../store/refs.ts'
import { readBases } from '../store/release.ts'
import type { Target } from '../store/store.ts'
import { guardOrigin, guardToken } from './access.ts'
import type { Checked, Content, OpenTopic, Published, SaveAnswer } from './api.ts'
import { addSource, readSourceText } from './source-folder.ts'
import { createTopicFolder, FILE_NAMES, readTopicFiles, saveTopicFiles } from './topic-folder.ts'
import { writeYaml } from './write-yaml.ts'

export interface DeskOptions {
  port: number
  topicsFolder: string
  sourcesFolder: string
  /** Runs while no other process changes the local store. */
  useStore: <Result>(use: (storage: Storage & { target: Target }) => Promise<Result>) => Promise<Result>
  renderBox: (box: Box) => { html: string; css: string }
  /** The page, its script and its sheet, by path below `/edit`. */
  assets: Record<string, { type: string; content: string }>
}

export interface Desk {
  /** With this start's token in the fragment, which no server ever sees. */
  url: string
  close: () => Promise<void>
}

const MAX_BODY_BYTES = 60_000_000

const ContentSchema = v.object(
  Object.fromEntries(Object.keys(AUTHORED_FILES).map((name) => [name, v.unknown()])) as Record<
    AuthoredFileName,
    v.UnknownSchema
  >,
)
const SaveSchema = v.object({
  base: v.object({ content: ContentSchema }),
  content: ContentSchema,
})
const NewSchema = v.object({ id: Id, name: v.pipe(v.string(), v.minLength(1)) })
const ArticleSchema = v.object({ id: Id, source: SourceDocument })

export async function startDesk(options: DeskOptions): Promise<Desk> {
  const token = randomBytes(24).toString('base64url')
  let app: Hono | undefined
  const server = createServer((request, response) => {
    if (app) void handle(app, request, response)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  app = createDesk(options, host, token)
  return { url: `http://${host}/edit#${token}`, close: () => close(server) }
}

/** The application itself, for whoever speaks HTTP. */
export function createDesk(options: DeskOptions, host: string, token: string): Hono {
  const { topicsFolder, sourcesFolder, useStore } = options
  const app = new Hono()
  app.use(guardOrigin(host))
  app.use('/edit/api/*', guardToken(token))
  for (const [path, { type, content }] of Object.entries(options.assets))
    app.get(`/edit${path}`, (context) => context.body(content, 200, { 'content-type': type }))

  app.get('/edit/api/topics', async (context) => context.json((await loadTopics(topicsFolder)).map(({ id }) => id)))

  app.post('/edit/api/topics', async (context) => {
    const { success, output, issues } = v.safeParse(NewSchema, await context.req.json())
    if (!success) return context.json(fail(`the topic’s id ${issues[0].message}`))
    try {
      await createTopicFolder(topicsFolder, output.id, output.name)
      return context.json({ kind: 'created', id: output.id })
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === undefined) throw error
      return context.json(
        fail(code === 'ENOTEMPTY' || code === 'EEXIST' ? `there is a topic ${output.id} already` : message),
      )
    }
  })

  app.get('/edit/api/topics/:id', async (context) => context.json(await openTopic(context.req.param('id'))))

  app.put('/edit/api/topics/:id', async (context) => {
    const id = context.req.param('id')
    const { base, content } = v.parse(SaveSchema, await context.req.json())
    const saved = await saveTopicFiles(await findFolder(id), { content: base.content as Content }, content as Content)
    if (saved.kind === 'failure') return context.json(saved)
    const topic = await openTopic(id)
    const answer: SaveAnswer =
      saved.kind === 'saved'
        ? { kind: 'saved', topic }
        : { kind: 'conflict', topic, merged: saved.merged, conflicts: saved.conflicts }
    return context.json(answer)
  })

  app.post('/edit/api/topics/:id/check', async (context) => {
    const content = v.parse(ContentSchema, await context.req.json()) as Content
    return context.json(await checkDraft(context.req.param('id'), content))
  })

  app.post('/edit/api/topics/:id/publish', async (context) => {
    const { isUnverified } = v.parse(
      v.object({ isUnverified: v.optional(v.boolean(), false) }),
      await context.req.json(),
    )
    return context.json(await publish(context.req.param('id'), isUnverified))
  })

  app.post('/edit/api/sources', async (context) => {
    const name = context.req.query('name') ?? 'page.txt'
    return context.json(await addSource(sourcesFolder, name, new Uint8Array(await context.req.arrayBuffer())))
  })

  app.post('/edit/api/sources/read', async (context) => {
    const { success, output, issues } = v.safeParse(ArticleSchema, await context.req.json())
    return context.json(
      success ? await readSourceText(sourcesFolder, output) : { kind: 'unreadable', problem: issues[0].message },
    )
  })

  app.onError((error, context) => {
    if (error instanceof v.ValiError) return context.json(fail(error.message), 400)
    if (error instanceof UsageError) return context.json(fail(error.message), 404)
    console.error(error)
    return context.json(fail(`an internal error: ${error.message}`), 500)
  })

  /** @throws UsageError for a topic that is not there, so that no name leads out of the folder */
  async function findFolder(id: string): Promise<string> {
    await loadTopics(topicsFolder, [id])
    return join(topicsFolder, id)
  }

  async function openTopic(id: string): Promise<OpenTopic> {
    const { content } = await readTopicFiles(await findFolder(id))
    const published = await useStore((storage) => readPublished(storage, id))
    return {
      id,
      content,
      ...(published && { published: { release: published.release, texts: listPublishedTexts(published) } }),
    }
  }

  async function checkDraft(id: string, content: Content): Promise<Checked> {
    const folder = await findFolder(id)
    const { texts } = await readTopicFiles(folder)
    const written = Object.fromEntries(FILE_NAMES.map((name) => [name, writeYaml(texts[name], content[name])]))
    const topic = await checkContents(folder, id, written, 'local', await readLanguage(topicsFolder))
    if (!isChecked(topic)) return { findings: topic.findings, changes: '', isVerified: false }
    const { authored } = topic
    const changes = await useStore((storage) => findChanges(storage, authored))
    return {
      findings: topic.findings,
      box: options.renderBox(buildBox(previewTopic(authored))),
      changes: withoutColour(describeTopicChanges(id, changes)),
      isVerified: await isVerified(topic),
    }
  }

  /** What the command line does: check, verify, stamp, publish. */
  async function publish(id: string, isUnverified: boolean): Promise<Published> {
    const [loaded] = await loadTopics(topicsFolder, [id])
    const answer = async (kind: Published['kind'], report: string) => ({ kind, report, topic: await openTopic(id) })
    if (!loaded || !isChecked(loaded)) return answer('refused', 'Something is wrong still; see the findings.')
    const { isVerified: isProven, exact, total, quotes, sources } = await verifyTopic(loaded, sourcesFolder)
    if (isProven) await writeStamp(loaded)
    else if (sources.every(({ state }) => state !== 'unreadable')) await removeStamp(loaded.folder)
    const altered = quotes.filter(({ verdict }) => verdict !== 'verbatim').length
    const verdict = `${exact} of ${total} citations exact${altered > 0 ? `, ${altered} of ${quotes.length} quotes not verbatim` : ''}`
    if (!isUnverified && !(await isVerified(loaded))) return answer('refused', `Not published: ${verdict}.`)
    const [published] = await useStore((storage) => publishChecked(storage, [loaded]))
    if (!published) throw new Error(`${id}: publishing gave no result`)
    return answer(published.kind === 'refused' ? 'refused' : 'published', `${verdict}\n${describePublished(published)}`)
  }

  return app
}

/** What readers have, behind a draft too; absent before the first release. */
async function readPublished(storage: SignedStore, id: string): Promise<Topic | undefined> {
  const ref = await readRef(storage, id)
  return ref && (await readBases(storage.store, [ref])).get(id)?.previous?.topic
}

/** What readers have of each item that an editor may correct, by id. */
function listPublishedTexts({ events, statements }: Topic): Record<string, string> {
  return Object.fromEntries([
    ...events.map(({ id, description }) => [id, description]),
    ...statements.map(({ id, text }) => [id, text]),
  ])
}

function previewTopic(authored: Authored): Topic {
  const now = new Date().toISOString().slice(0, 10)
  return buildTopic(authored, { release: 1, datePublished: now, dateModified: now })
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal's colours are control characters
const withoutColour = (text: string) => text.replace(/\u001b\[\d+m/g, '')

async function handle(app: Hono, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const headers = new Headers()
    for (const [name, value] of Object.entries(incoming.headers))
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
    const method = incoming.method ?? 'GET'
    const body = method === 'GET' || method === 'HEAD' ? undefined : await readBounded(incoming)
    if (body === 'too long') {
      response.writeHead(413, { connection: 'close' }).end()
      return
    }
    const request = new Request(new URL(incoming.url ?? '/', 'http://desk'), { method, headers, ...(body && { body }) })
    const answer = await app.fetch(request)
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
  } catch (error) {
    console.error(error)
    response.destroy()
  }
}

async function readBounded(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | 'too long'> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > MAX_BODY_BYTES) return 'too long'
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
