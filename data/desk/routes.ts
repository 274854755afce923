/** The desk's HTTP API: topics, sources, checks and releases. Each route only calls the module that does the work. */
import type { Context, Hono } from 'hono'
import { stream } from 'hono/streaming'
import * as v from 'valibot'
import { fail } from '../checks/finding.ts'
import { describeExpected, UsageError } from '../cli/command.ts'
import { chooseTopics } from '../cli/topics.ts'
import { AUTHORED_FILE_NAMES, type AuthoredFileName, SourceDocument } from '../schema/authored.ts'
import { Id } from '../schema/entities.ts'
import type { Content, OpenTopic, SaveAnswer, StoreChoice, StreamedLine } from './api.ts'
import { checkDraft } from './check-draft.ts'
import { createPublishedReader, describePublishedContent } from './published-content.ts'
import {
  type Done,
  listTopicReleases,
  previewRollback,
  previewWithdrawal,
  publishTopic,
  rollBackTopic,
  withdrawFromTopic,
} from './releases.ts'
import type { DeskOptions, DeskStore, ReportStep } from './stores.ts'
import {
  addSource,
  createTopicFolder,
  findTopicFolder,
  readSourceText,
  readTopicFiles,
  saveTopicFiles,
} from './topic-folder.ts'

const ContentSchema = v.object(
  Object.fromEntries(AUTHORED_FILE_NAMES.map((name) => [name, v.unknown()])) as Record<
    AuthoredFileName,
    v.UnknownSchema
  >,
)
const ReleaseNumber = v.pipe(v.number(), v.integer(), v.minValue(1))
const BODIES = {
  save: v.object({ base: ContentSchema, content: ContentSchema }),
  create: v.object({ id: Id, name: v.pipe(v.string(), v.minLength(1)) }),
  article: v.object({ id: Id, source: SourceDocument }),
  publish: v.object({ isUnverified: v.optional(v.boolean(), false), over: v.optional(ReleaseNumber) }),
  rollback: v.object({ release: ReleaseNumber }),
  target: v.union([v.object({ item: Id }), v.object({ release: ReleaseNumber })]),
  withdraw: v.object({
    target: v.union([v.object({ item: Id }), v.object({ release: ReleaseNumber })]),
    reason: v.pipe(v.string(), v.trim(), v.minLength(1, 'needs a reason, which readers are shown')),
    isWithDependants: v.boolean(),
  }),
}

export function addRoutes(app: Hono, { topicsFolder, sourcesFolder, stores, renderBox }: DeskOptions): void {
  const folders = { topicsFolder, sourcesFolder }
  const published = createPublishedReader()

  const findStore = (context: Context): DeskStore => {
    const target = context.req.query('store') ?? 'local'
    const store = stores.find((each) => each.target === target)
    if (!store) throw new UsageError(`there is no store ${target}`)
    return store
  }

  async function openTopic(id: string, store: DeskStore): Promise<OpenTopic> {
    const { content, version, broken } = await readTopicFiles(await findTopicFolder(topicsFolder, id))
    const topic = await published.read(store, id)
    return { id, content, version, broken, ...(topic && { published: describePublishedContent(topic) }) }
  }

  app.get('/edit/api/stores', async (context) => {
    const choices = stores.map(async ({ read: _, change: __, findProblem, ...choice }): Promise<StoreChoice> => {
      const problem = await findProblem()
      return { ...choice, ...(problem !== undefined && { problem }) }
    })
    return context.json(await Promise.all(choices))
  })
  app.get('/edit/api/topics', async (context) => context.json(await chooseTopics(topicsFolder)))
  app.post('/edit/api/topics', async (context) => {
    const { success, output, issues } = v.safeParse(BODIES.create, await context.req.json())
    if (!success) return context.json(fail(`the topic’s id ${issues[0].message}`))
    return context.json(await createTopicFolder(topicsFolder, output.id, output.name))
  })
  app.get('/edit/api/topics/:id', async (context) =>
    context.json(await openTopic(context.req.param('id'), findStore(context))),
  )
  app.get('/edit/api/topics/:id/version', async (context) => {
    const { version } = await readTopicFiles(await findTopicFolder(topicsFolder, context.req.param('id')))
    return context.json({ version })
  })
  app.put('/edit/api/topics/:id', async (context) => {
    const id = context.req.param('id')
    const { base, content } = v.parse(BODIES.save, await context.req.json())
    const folder = await findTopicFolder(topicsFolder, id)
    const saved = await saveTopicFiles(folder, { content: base as Content }, content as Content)
    if (saved.kind === 'failure') return context.json(saved)
    const answer: SaveAnswer = { kind: saved.kind, topic: await openTopic(id, findStore(context)) }
    return context.json(answer)
  })
  app.post('/edit/api/topics/:id/check', async (context) => {
    const id = context.req.param('id')
    const store = findStore(context)
    const folder = await findTopicFolder(topicsFolder, id)
    const content = v.parse(ContentSchema, await context.req.json()) as Content
    const before = await published.read(store, id)
    const { target } = store
    return context.json(await checkDraft(id, content, { folder, topicsFolder, target, published: before, renderBox }))
  })

  app.get('/edit/api/topics/:id/releases', async (context) =>
    context.json(await listTopicReleases(findStore(context), context.req.param('id'))),
  )
  app.get('/edit/api/topics/:id/rollback', async (context) => {
    const release = v.parse(ReleaseNumber, Number(context.req.query('release')))
    return context.json(await previewRollback(findStore(context), context.req.param('id'), release))
  })
  app.post('/edit/api/topics/:id/withdrawal', async (context) => {
    const target = v.parse(BODIES.target, await context.req.json())
    const id = context.req.param('id')
    return context.json(await findStore(context).read((storage) => previewWithdrawal(storage, id, target)))
  })
  app.post('/edit/api/topics/:id/publish', async (context) => {
    const { isUnverified, over } = v.parse(BODIES.publish, await context.req.json())
    return change(context, (store, id, report) => publishTopic(folders, store, id, { isUnverified, over }, report))
  })
  app.post('/edit/api/topics/:id/rollback', async (context) => {
    const { release } = v.parse(BODIES.rollback, await context.req.json())
    return change(context, (store, id, report) => rollBackTopic(folders, store, id, release, report))
  })
  app.post('/edit/api/topics/:id/withdraw', async (context) => {
    const choices = v.parse(BODIES.withdraw, await context.req.json())
    return change(context, (store, id, report) => withdrawFromTopic(folders, store, id, choices, report))
  })

  app.post('/edit/api/sources', async (context) => {
    const name = context.req.query('name') ?? 'page.txt'
    return context.json(await addSource(sourcesFolder, name, new Uint8Array(await context.req.arrayBuffer())))
  })
  app.post('/edit/api/sources/read', async (context) => {
    const { success, output, issues } = v.safeParse(BODIES.article, await context.req.json())
    return context.json(
      success ? await readSourceText(sourcesFolder, output) : { kind: 'unreadable', problem: issues[0].message },
    )
  })

  /** Runs a change and streams one line per step. Completes it even if the client disconnects. */
  async function change(context: Context, run: (store: DeskStore, id: string, report: ReportStep) => Promise<Done>) {
    const id = context.req.param('id') ?? ''
    const store = findStore(context)
    await findTopicFolder(topicsFolder, id)
    const problem = await store.findProblem()
    if (problem !== undefined) return context.json(fail(`${store.label}: ${problem}`))
    return stream(context, async (lines) => {
      const write = (line: StreamedLine) => lines.write(`${JSON.stringify(line)}\n`)
      try {
        const done = await run(store, id, (text) => void write({ kind: 'step', text }))
        published.forget()
        await write({ ...done, topic: await openTopic(id, store) })
      } catch (error) {
        published.forget()
        const problem = describeExpected(error)
        if (problem === undefined) console.error(error)
        await write(fail(problem ?? `an internal error: ${(error as Error).message}`))
      }
    })
  }
}
