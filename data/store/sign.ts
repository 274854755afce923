/** Signs everything that is published, without other changes: when signing begins, and when a key is replaced. */
import type { Fault } from './chain-parts.ts'
import { claimTopic } from './claims.ts'
import { listIndexed } from './open-index.ts'
import { KEY_MISSING, listTopics, readRef, type Storage, succeed, UnsignedError } from './refs.ts'
import { readReleases } from './release.ts'
import type { Signer } from './signature.ts'
import { StoreError } from './store.ts'
import { checkStoredChain } from './stored-chain.ts'
import type { Refusal } from './tombstones.ts'
import { readTopic, writeTopic } from './topic-state.ts'
import { readWidgets, writeWidgets } from './widgets.ts'

export type TopicSigning = { topic: string } & (
  | { kind: 'signed'; sequence: number }
  /** It is already signed by this key. */
  | { kind: 'unchanged'; sequence: number }
  /** The topic is inconsistent, and is not signed. */
  | { kind: 'damaged'; faults: Fault[] }
  | { kind: 'unknown-topic' }
  | ({ kind: 'refused' } & Refusal)
)

export interface SignOptions {
  now: Date
  /** Also sign unsigned records. Only when signing begins, or after the store was compared with the ledgers. */
  acceptsUnsigned?: boolean
  /** Resolves with the highest known sequence of a topic. An older state is refused. */
  readSequence?: (topic: string) => Promise<number>
}

/**
 * Signs every topic and the record of widget builds. Returns one result per topic. Each ref gets a new sequence number, so that
 * refs signed by the old key are also older. If interrupted, the same call completes the work.
 *
 * @throws UnsignedError, unless that is accepted, and StoreError if the key is missing
 */
export async function signStore(storage: Storage, options: SignOptions): Promise<TopicSigning[]> {
  const { store, signer } = storage
  if (!signer) throw new StoreError(KEY_MISSING)
  const topics = [...new Set([...(await listTopics(store)), ...(await listIndexed(storage))])].sort()
  const results: TopicSigning[] = []
  for (const topic of topics) results.push(await signTopic(storage, signer, topic, options))
  if (!(await isSignedBy(signer, (keys) => readWidgets({ store, keys })))) {
    const { builds } = await readWidgets(trust(storage, options))
    await writeWidgets(storage, builds)
  }
  return results
}

async function signTopic(storage: Storage, signer: Signer, topic: string, options: SignOptions): Promise<TopicSigning> {
  const { store } = storage
  const known = await options.readSequence?.(topic)
  const state = await readTopic(trust(storage, options), topic, known)
  if (state.kind !== 'read') return { topic, ...state }
  const { current } = state
  const { sequence } = current
  if (await isSignedBy(signer, (keys) => readRef({ store, keys }, topic))) return { topic, kind: 'unchanged', sequence }
  const { faults } = await checkStoredChain({ store }, topic)
  if (faults.length > 0) return { topic, kind: 'damaged', faults }

  const next = await succeed(current, options.now, current)
  const token = `sign ${next.sequence} ${signer.publicKey}`
  const claim = await claimTopic(storage, { topic, token, sequence: next.sequence, at: next.updated })
  if (claim.kind === 'refused') return { topic, ...claim }
  const content = (await readReleases(store, [next.manifest]))(next.manifest)
  await writeTopic(storage, state, claim, next, content)
  return { topic, kind: 'signed', sequence: next.sequence }
}

/** Returns the storage with the keys that must have signed the current records. */
function trust({ keys = [], ...storage }: Storage, { acceptsUnsigned = false }: SignOptions): Storage {
  return acceptsUnsigned ? storage : { ...storage, keys }
}

async function isSignedBy({ publicKey }: Signer, read: (keys: string[]) => Promise<unknown>): Promise<boolean> {
  try {
    await read([publicKey])
    return true
  } catch (error) {
    if (error instanceof UnsignedError) return false
    throw error
  }
}
