/**
 * The operations of editors, with their knowledge: drafts of their topics, and a ledger of the highest sequence that each has seen.
 * An operation can run several times; the last run is alone and completes, and `check` then compares KV, D1 and the ledger.
 */

import { buildRelease } from '../../data/build/index.ts'
import type { Authored } from '../../data/schema/authored.ts'
import { collectGarbage } from '../../data/store/gc.ts'
import { publishTopics } from '../../data/store/publish.ts'
import { reindex } from '../../data/store/reindex.ts'
import { rollbackTopic } from '../../data/store/rollback.ts'
import { StoreError } from '../../data/store/store.ts'
import { withdrawItem, withdrawRelease } from '../../data/store/withdraw.ts'
import { editTopic, listIds, withoutItems } from './edits.ts'
import type { FakeD1 } from './fake-d1.ts'
import { check, type GroundTruth } from './ground-truth.ts'
import { countIn, type Outcome } from './outcome.ts'
import type { Publisher } from './publisher.ts'
import type { Random } from './random.ts'
import { createTinyTopic, DEPENDANTS } from './tiny-topic.ts'

const STAMP = { release: 1, datePublished: '2031-03-12T09:00:00Z', dateModified: '2031-03-12T09:00:00Z' }
/** Paths of every release, without the share image. */
export const PATHS = buildRelease(createTinyTopic('lamp'), STAMP).map(({ path }) => path)

export const OPERATION_KINDS = [
  'publish',
  'draft',
  'rollback',
  'withdraw item',
  'withdraw release',
  'gc',
  'reindex',
] as const
export type OperationKind = (typeof OPERATION_KINDS)[number]

export interface Operation {
  kind: OperationKind
  topic: string
  run(publisher: Publisher, now: Date): Promise<void>
  /** Whether it was refused for a temporary reason, such as an old state that is visible here. */
  isRefusedForNow(): boolean
  /** Checks the state after it completed alone. */
  check(): void
}

export interface Editors {
  add(authored: Authored): void
  draw(topic: string, kind?: OperationKind): Operation
  /** Publishes the newest draft, whatever the state of the topic. */
  drawRepublish(topic: string): Operation
  /** Whether it is an error with a message for editors, not a bug. */
  isExpected(error: unknown): boolean
}

export interface EditorsOptions {
  random: Random
  truth: GroundTruth
  d1: FakeD1
  outcome: Outcome
}

/** A topic as its editors know it. */
interface Desk {
  /** Oldest first. */
  drafts: Authored[]
  /** The highest sequence in the ledger. */
  sequence: number
}

export function createEditors({ random, truth, d1, outcome }: EditorsOptions): Editors {
  const desks = new Map<string, Desk>()
  let edits = 0

  const deskOf = (topic: string) => desks.get(topic) as Desk

  /** Creates an operation of a counted kind; `settle` checks the result once it is done. */
  function createOperation(
    kind: OperationKind,
    topic: string,
    act: (publisher: Publisher, now: Date) => Promise<string>,
    settle: (result: string) => void = () => {},
  ): Operation {
    let last = ''
    return {
      kind,
      topic,
      async run(publisher, now) {
        last = await act(publisher, now)
        if (isDone(last)) countIn(outcome.done, kind)
        else countIn(outcome.refused, `${kind}: ${last}`)
      },
      isRefusedForNow: () => PASSING.includes(last),
      check() {
        settle(last)
        if (kind !== 'gc' && isDone(last)) checkIndex(d1, truth, topic)
      },
    }
  }

  function drawPublish(topic: string, isDraft: boolean): Operation {
    const desk = deskOf(topic)
    const latest = desk.drafts.at(-1) as Authored
    const authored = random.isLikely(0.15) ? random.pick(desk.drafts) : editTopic(latest, ++edits, random)
    // An editor usually knows what was withdrawn.
    const withdrawn = random.isLikely(0.8) ? truth.listWithdrawn(topic) : []
    return publish(
      topic,
      withoutItems(authored, withdrawn, () => ++edits),
      isDraft,
    )
  }

  function publish(topic: string, authored: Authored, isDraft: boolean): Operation {
    const desk = deskOf(topic)
    desk.drafts.push(authored)
    truth.announce(authored)
    const act = async (storage: Publisher, now: Date) => {
      const submission = { authored, onto: 'any' as const, sequence: desk.sequence, isNamed: true }
      const [published] = await publishTopics(storage, [submission], { now, isDraft })
      if (!published) throw new Error('no result')
      if (published.kind === 'refused') return `refused, ${published.reason}`
      know(desk, published)
      return published.kind
    }
    return createOperation(isDraft ? 'draft' : 'publish', topic, act, (result) => {
      // Completed by its own command, which the schedule runs again at the end.
      if (result === 'refused, unfinished-withdrawal') return
      const isBack = !new Set(listIds(authored)).isDisjointFrom(new Set(truth.listWithdrawn(topic)))
      check(
        isBack ? result === 'refused, withdrawn' : isDone(result),
        () => `${topic}: publishing alone ended as ${result}`,
      )
    })
  }

  function rollBack(topic: string): Operation {
    const desk = deskOf(topic)
    const latest = truth.newest(topic)?.latest ?? 1
    const release = random.whole(1, latest)
    const act = async (storage: Publisher, now: Date) => {
      const rolledBack = await rollbackTopic(storage, topic, { release, now, sequence: desk.sequence })
      if ('sequence' in rolledBack && rolledBack.kind !== 'refused') know(desk, rolledBack)
      return rolledBack.kind === 'refused' ? `refused, ${rolledBack.reason}` : rolledBack.kind
    }
    return createOperation('rollback', topic, act, (result) => {
      const isPossible = truth.live(topic, release) !== undefined
      check(
        isPossible === isDone(result),
        () =>
          `${topic}: rolling back to release ${release}, which is ${isPossible ? '' : 'not '}there, ended as ${result}`,
      )
    })
  }

  /** Withdraws an item with everything that requires it. */
  function withdrawOne(topic: string): Operation {
    const desk = deskOf(topic)
    const item = random.pick(Object.keys(DEPENDANTS))
    let items: readonly string[] = []
    let describeMentions = ''
    const act = async (storage: Publisher, now: Date) => {
      const options = { reason: 'Withdrawn by a test.', now, withDependants: true, sequence: desk.sequence }
      const withdrawn = await withdrawItem(storage, topic, item, options)
      if (withdrawn.kind === 'refused') return `refused, ${withdrawn.reason}`
      if (withdrawn.kind === 'is-mentioned') describeMentions = JSON.stringify(withdrawn.mentions)
      if (withdrawn.kind === 'withdrawn' || withdrawn.kind === 'already-withdrawn') {
        know(desk, withdrawn)
        items = truth.listWithdrawn(topic)
      }
      return withdrawn.kind
    }
    return createOperation('withdraw item', topic, act, (result) => {
      check(
        isDone(result) || result === 'unknown-item',
        () => `${topic}: withdrawing ${item} ended as ${result} ${describeMentions}`,
      )
      if (!isDone(result)) return
      truth.forbid(topic, items)
      truth.searchEverything()
      outcome.searches++
    })
  }

  function withdrawWhole(topic: string): Operation {
    const desk = deskOf(topic)
    const release = random.whole(1, truth.newest(topic)?.latest ?? 1)
    const act = async (storage: Publisher, now: Date) => {
      const options = { reason: 'Withdrawn by a test.', now, sequence: desk.sequence }
      const withdrawn = await withdrawRelease(storage, topic, release, options)
      if (withdrawn.kind === 'refused') return `refused, ${withdrawn.reason}`
      if (withdrawn.kind === 'withdrawn' || withdrawn.kind === 'already-withdrawn') know(desk, withdrawn)
      return withdrawn.kind
    }
    return createOperation('withdraw release', topic, act, (result) => {
      const isOther = result === 'current-release' || result === 'unknown-release'
      check(isOther || isDone(result), () => `${topic}: withdrawing release ${release} ended as ${result}`)
      check(isOther || truth.live(topic, release) === undefined, () => `${topic}: release ${release} is still there`)
    })
  }

  function collect(topic: string): Operation {
    const act = async (storage: Publisher, now: Date) => {
      outcome.deletedBlobs += (await collectGarbage(storage, { now })).deleted
      return 'collected'
    }
    return createOperation('gc', topic, act)
  }

  function rebuildIndex(topic: string): Operation {
    const act = async (storage: Publisher) => {
      const { behind } = await reindex(storage)
      return behind.length > 0 ? 'refused, moved-on' : 'reindexed'
    }
    return createOperation('reindex', topic, act)
  }

  /** Updates the ledger. */
  function know(desk: Desk, { sequence }: { sequence: number }): void {
    desk.sequence = Math.max(desk.sequence, sequence)
  }

  return {
    add(authored) {
      desks.set(authored.topic.id, { drafts: [authored], sequence: 0 })
      truth.announce(authored)
    },
    draw(topic, kind = random.pick([...OPERATION_KINDS, 'publish', 'publish'])) {
      if (kind === 'gc') return collect(topic)
      if (!truth.newest(topic)) return drawPublish(topic, kind === 'draft')
      if (kind === 'rollback') return rollBack(topic)
      if (kind === 'withdraw item') return withdrawOne(topic)
      if (kind === 'withdraw release') return withdrawWhole(topic)
      if (kind === 'reindex') return rebuildIndex(topic)
      return drawPublish(topic, kind === 'draft')
    },
    drawRepublish(topic) {
      const desk = deskOf(topic)
      const authored = editTopic(desk.drafts.at(-1) as Authored, ++edits, random)
      return publish(
        topic,
        withoutItems(authored, truth.listWithdrawn(topic), () => ++edits),
        false,
      )
    },
    isExpected: (error) => error instanceof StoreError,
  }
}

const DONE = [
  'published',
  'unchanged',
  'draft',
  'rolled-back',
  'withdrawn',
  'already-withdrawn',
  'collected',
  'reindexed',
]
/** Temporary refusals: the publisher saw an old state, or met another publisher. */
const PASSING = ['refused, store-behind', 'refused, moved-on', 'refused, under-way']
const isDone = (result: string) => DONE.includes(result)

const TABLES = ['events', 'articles', 'statements', 'parties', 'corrections'] as const

/** Checks that the index has the rows of the current release, and the sequence of its ref. */
function checkIndex(d1: FakeD1, truth: GroundTruth, topic: string): void {
  const ref = truth.newest(topic)
  const [rows = []] = d1.batch([{ sql: 'SELECT sequence, release FROM topics WHERE id = ?', params: [topic] }])
  const [row] = rows
  check(
    row?.sequence === ref?.sequence && row?.release === ref?.manifest.release,
    () =>
      `${topic}: the index is of ${JSON.stringify(row)}; the ref has ${ref?.sequence}, release ${ref?.manifest.release}`,
  )
  const current = truth.currentIds(topic)
  for (const table of TABLES) {
    const [items = []] = d1.batch([{ sql: `SELECT id FROM ${table} WHERE topic = ? ORDER BY id`, params: [topic] }])
    const ids = items.map(({ id }) => id).join()
    check(
      ids === current[table].join(),
      () => `${topic}: the index has the ${table} ${ids} instead of ${current[table]}`,
    )
  }
}
