/** Writes records of format 2 for tests. */
import type { Authored } from '../../data/authored.ts'
import { buildRelease, type Previous } from '../../data/build/index.ts'
import { createArticleRow, createEventRow, readDates } from '../../data/list-rows.ts'
import { sha256Hex } from '../../data/sha256.ts'
import { blobKey, type Log, type LogEntry, type Manifest, type Ref, refKey } from '../../data/store/records.ts'
import type { Topic } from '../../data/wire.ts'

export interface TestStorage {
  store: KVNamespace
  index: D1Database
}

interface State {
  ref: Ref
  log: Log
}

const time = (now: Date) => now.toISOString().replace(/\.\d+Z$/, 'Z')
const states = async ({ store }: TestStorage, topic: string): Promise<State | undefined> => {
  const text = await store.get(refKey(topic))
  if (!text) return undefined
  const ref = JSON.parse(text) as Ref
  return { ref, log: (await store.get<Log>(blobKey(ref.log), 'json')) as Log }
}
async function put(storage: TestStorage, content: string): Promise<string> {
  const hash = await sha256Hex(content)
  await storage.store.put(blobKey(hash), content)
  return hash
}
const file = async <T>({ store }: TestStorage, manifest: Manifest, path: string) =>
  (await store.get<T>(blobKey(manifest.files[path]?.sha256 ?? ''), 'json')) as T
const manifestOf = async (
  storage: TestStorage,
  { log, ref }: State,
  release: number,
): Promise<Manifest | undefined> => {
  if (ref.manifest.release === release) return ref.manifest
  const hash = log.entries.findLast((entry) => entry.release === release && entry.manifest)?.manifest
  return hash === undefined ? undefined : ((await storage.store.get<Manifest>(blobKey(hash), 'json')) as Manifest)
}

async function write(
  storage: TestStorage,
  state: State | undefined,
  next: Pick<Ref, 'latest' | 'manifest' | 'tombstones'>,
  entry: Omit<LogEntry, 'entry' | 'sequence'> | undefined,
  now: Date,
): Promise<void> {
  const sequence = (state?.ref.sequence ?? 0) + 1
  const entries = state?.log.entries ?? []
  const log: Log = {
    format: 2,
    entries: entry ? [...entries, { entry: entries.length + 1, sequence, ...entry }] : entries,
  }
  const before = state && { manifest: await put(storage, JSON.stringify(state.ref.manifest)), log: state.ref.log }
  const ref: Ref = {
    format: 2,
    topic: next.manifest.topic,
    sequence,
    updated: time(now),
    ...next,
    log: await put(storage, JSON.stringify(log)),
    ...(before && { before }),
  }
  await index(storage, ref)
  await storage.store.put(refKey(ref.topic), JSON.stringify(ref))
}

async function index(storage: TestStorage, ref: Ref): Promise<void> {
  const { index: db } = storage
  const topic = await file<Topic>(storage, ref.manifest, 'topic.json')
  const { id, name, temporalCoverage, release, datePublished, dateModified } = topic
  const row = JSON.stringify({ id, name, temporalCoverage, release, datePublished, dateModified })
  await db.batch([
    db.prepare(
      'CREATE TABLE IF NOT EXISTS topics (id TEXT PRIMARY KEY, sequence INTEGER, log TEXT, release INTEGER, date_published TEXT, date_modified TEXT, name TEXT, json TEXT)',
    ),
    db.prepare(
      'CREATE TABLE IF NOT EXISTS events (topic TEXT, id TEXT, sequence INTEGER, start_date TEXT, end_date TEXT, date TEXT, json TEXT, PRIMARY KEY (topic, id))',
    ),
    db.prepare(
      'CREATE TABLE IF NOT EXISTS articles (topic TEXT, id TEXT, sequence INTEGER, date TEXT, json TEXT, PRIMARY KEY (topic, id))',
    ),
    db
      .prepare('INSERT OR REPLACE INTO topics VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .bind(id, ref.sequence, ref.log, release, datePublished, dateModified, name, row),
    db.prepare('DELETE FROM events WHERE topic = ?').bind(id),
    db.prepare('DELETE FROM articles WHERE topic = ?').bind(id),
    ...topic.events.map((event) => {
      const json = createEventRow(id, event)
      return db
        .prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)')
        .bind(
          id,
          event.id,
          ref.sequence,
          event.startDate ?? null,
          event.endDate ?? null,
          readDates(json)?.start ?? '',
          JSON.stringify(json),
        )
    }),
    ...topic.articles.map((article) => {
      const json = createArticleRow(id, article)
      return db
        .prepare('INSERT INTO articles VALUES (?, ?, ?, ?, ?)')
        .bind(id, article.id, ref.sequence, readDates(json)?.start ?? '', JSON.stringify(json))
    }),
  ])
}

const PARTS = ['events', 'articles', 'statements', 'people', 'organizations', 'corrections', 'unknowns'] as const
const findPart = (topic: Topic | undefined, id: string) =>
  PARTS.find((part) => topic?.[part].some((item) => item.id === id))

async function build(
  storage: TestStorage,
  authored: Authored,
  about: Omit<Manifest, 'files' | 'license' | 'format' | 'contentSha256'>,
  previous: Previous | undefined,
): Promise<Manifest> {
  const stamp = {
    release: about.release,
    datePublished: about.firstPublished,
    dateModified: about.published,
    ...(about.draft && { draft: about.draft }),
  }
  const files: Manifest['files'] = {}
  for (const { path, content } of buildRelease(authored, stamp, previous)) {
    files[path] = { sha256: await put(storage, content), bytes: new TextEncoder().encode(content).length }
  }
  return {
    format: 2,
    ...about,
    files,
    contentSha256: await sha256Hex(JSON.stringify(authored)),
    license: authored.topic.license,
  }
}

export async function publishTopic(
  storage: TestStorage,
  authored: Authored,
  { now, isDraft = false }: { now: Date; onto: 'any'; isDraft?: boolean },
) {
  const state = await states(storage, authored.topic.id)
  const contentSha256 = await sha256Hex(JSON.stringify(authored))
  if (state?.ref.manifest.contentSha256 === contentSha256) return { kind: 'unchanged', release: state.ref.latest }
  const before = state?.ref.manifest
  const previous = before && {
    topic: await file<Topic>(storage, before, 'topic.json'),
    entries: (await file<{ items: Previous['entries'] }>(storage, before, 'entries.json')).items,
  }
  const release = (state?.ref.latest ?? 0) + 1
  const published = time(now)
  const manifest = await build(
    storage,
    authored,
    {
      topic: authored.topic.id,
      release,
      published,
      firstPublished: before?.firstPublished ?? published,
      ...(before && { basedOn: before.release }),
      ...(isDraft && { draft: true as const }),
    },
    previous,
  )
  const items: Ref['tombstones']['items'] = { ...state?.ref.tombstones.items }
  const current = { ...authored, ...authored.parties, ...authored.topic } as unknown as Topic
  for (const { id, date, reason, movedTo } of authored.topic.retired) {
    if (items[id]) continue
    const part = findPart(previous?.topic, id)
    const movedToPart = movedTo === undefined ? undefined : findPart(current, movedTo)
    items[id] = {
      kind: 'retired',
      date,
      reason,
      ...(part && { part }),
      ...(movedTo !== undefined && { movedTo }),
      ...(movedToPart && { movedToPart }),
    }
  }
  const tombstones = { items, releases: state?.ref.tombstones.releases ?? {} }
  const hash = await put(storage, JSON.stringify(manifest))
  await write(
    storage,
    state,
    { latest: isDraft ? release - 1 : release, manifest, tombstones },
    isDraft ? undefined : { kind: 'publish', at: published, release, manifest: hash },
    now,
  )
  return { kind: isDraft ? 'draft' : 'published', release }
}

export async function rollbackTopic(storage: TestStorage, topic: string, release: number | undefined, now: Date) {
  const state = (await states(storage, topic)) as State
  const to = release ?? state.ref.manifest.basedOn ?? 1
  const manifest = (await manifestOf(storage, state, to)) as Manifest
  const hash = await put(storage, JSON.stringify(manifest))
  const { latest, tombstones } = state.ref
  await write(
    storage,
    state,
    { latest, manifest, tombstones },
    { kind: 'rollback', at: time(now), release: to, manifest: hash },
    now,
  )
}

/** Rebuilds every release without the item, from what each of them says. */
export async function withdrawItem(storage: TestStorage, topic: string, id: string, reason: string, now: Date) {
  const state = (await states(storage, topic)) as State
  const { ref, log } = state
  let part: ReturnType<typeof findPart>
  const rebuild = async (manifest: Manifest): Promise<Manifest> => {
    const whole = await file<Topic>(storage, manifest, 'topic.json')
    part ??= findPart(whole, id)
    const files: Manifest['files'] = {}
    const drop = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.filter((one) => one?.id !== id && one?.target !== id && one !== id).map(drop)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, drop(one)]))
          : value
    for (const [path, entry] of Object.entries(manifest.files)) {
      const text = (await storage.store.get(blobKey(entry.sha256))) ?? ''
      const content = path.endsWith('.json') ? JSON.stringify(drop(JSON.parse(text))) : text.replaceAll(id, 'removed')
      files[path] = { sha256: await put(storage, content), bytes: content.length }
    }
    return { ...manifest, files, redacted: time(now) }
  }
  let entries = log.entries
  const sequence = ref.sequence + 1
  let current = ref.manifest
  for (let release = 1; release <= ref.latest; release++) {
    const old = await manifestOf(storage, state, release)
    if (!old) continue
    const manifest = await rebuild(old)
    if (release === current.release) current = manifest
    const hash = await put(storage, JSON.stringify(manifest))
    entries = [
      ...entries,
      { entry: entries.length + 1, sequence, kind: 'redact', at: time(now), release, manifest: hash },
    ]
  }
  const items = {
    ...ref.tombstones.items,
    [id]: { kind: 'withdrawn' as const, date: time(now), reason, ...(part && { part }) },
  }
  await write(
    storage,
    { ref: { ...ref, manifest: current }, log: { format: 2, entries } },
    { latest: ref.latest, manifest: current, tombstones: { items, releases: ref.tombstones.releases } },
    undefined,
    now,
  )
}

export async function withdrawRelease(storage: TestStorage, topic: string, release: number, reason: string, now: Date) {
  const state = (await states(storage, topic)) as State
  const { latest, manifest, tombstones } = state.ref
  const releases = { ...tombstones.releases, [release]: { kind: 'withdrawn' as const, date: time(now), reason } }
  await write(
    storage,
    state,
    { latest, manifest, tombstones: { items: tombstones.items, releases } },
    { kind: 'withdraw', at: time(now), release },
    now,
  )
}

/** A draft in a retired store keeps whatever was there. */
export async function archiveWidget({ store }: TestStorage, script: string) {
  const hash = await sha256Hex(script)
  const { builds } = (await store.get<{ builds: object }>('widgets', 'json')) ?? { builds: {} }
  await put({ store } as TestStorage, script)
  await store.put('widgets', JSON.stringify({ format: 2, builds: { ...builds, [hash.slice(0, 16)]: hash } }))
}
