/**
 * Keeps unsaved work when a tab is closed. Each tab has its own slot, so that tabs never overwrite each other's work. A tab
 * holds a lock while it is open. A slot without a held lock was left by a closed tab: the next tab that opens the topic
 * takes it.
 */
import type { Content } from '../api.ts'

export interface Unsaved {
  base: Content
  content: Content
  /** RFC 3339, UTC. */
  at: string
}

export interface Slot extends Unsaved {
  key: string
}

const TAB = 'desk-tab'
const PREFIX = 'desk-unsaved'
/** A reloaded page releases its lock shortly after the new page asks for it. A duplicated tab keeps it. */
const LOCK_WAIT_MS = 500

const nameLock = (tab: string) => `${TAB}:${tab}`
const nameSlot = (topic: string, tab: string) => `${PREFIX}:${topic}:${tab}`

/** Resolves with this tab's id: the same after a reload, a new one in a duplicated tab. */
export async function claimTab(): Promise<string> {
  const known = sessionStorage.getItem(TAB)
  const tab = known !== null && (await holdLock(known)) ? known : crypto.randomUUID()
  if (tab !== known) await holdLock(tab)
  sessionStorage.setItem(TAB, tab)
  return tab
}

/** Holds the lock until the tab is closed. Resolves with false if another tab holds it. */
function holdLock(tab: string): Promise<boolean> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(LOCK_WAIT_MS)
    navigator.locks
      .request(nameLock(tab), { signal }, () => {
        resolve(true)
        return new Promise(() => {})
      })
      .catch(() => resolve(false))
  })
}

/**
 * Resolves with this tab's unsaved work on a topic, or else the newest of a closed tab, which becomes this tab's; and the work
 * of other closed tabs, newest first.
 */
export function takeUnsaved(topic: string, tab: string): Promise<{ own: Unsaved | undefined; others: Slot[] }> {
  // If two tabs open together, only one takes it.
  return navigator.locks.request('desk-take', async () => {
    const own = readSlot(nameSlot(topic, tab))
    const left = await listLeft(topic)
    if (own || left.length === 0) return { own, others: left }
    const [newest, ...others] = left
    if (newest) {
      keepUnsaved(topic, tab, newest)
      localStorage.removeItem(newest.key)
    }
    return { own: newest, others }
  })
}

async function listLeft(topic: string): Promise<Slot[]> {
  const { held = [] } = await navigator.locks.query()
  const names = new Set(held.map(({ name }) => name))
  const keys = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '')
  return keys
    .filter((key) => key.startsWith(nameSlot(topic, '')))
    .filter((key) => !names.has(nameLock(key.slice(nameSlot(topic, '').length))))
    .flatMap((key) => readSlot(key) ?? [])
    .sort((a, b) => (a.at < b.at ? 1 : -1))
}

/** Stores unsaved work. Returns false if the browser's storage is full or blocked. */
export function keepUnsaved(topic: string, tab: string, { base, content, at }: Unsaved): boolean {
  try {
    localStorage.setItem(nameSlot(topic, tab), JSON.stringify({ base, content, at }))
    return true
  } catch {
    return false
  }
}

export function dropUnsaved(topic: string, tab: string): void {
  localStorage.removeItem(nameSlot(topic, tab))
}

export function dropSlot({ key }: Slot): void {
  localStorage.removeItem(key)
}

function readSlot(key: string): Slot | undefined {
  try {
    const stored = localStorage.getItem(key)
    return stored === null ? undefined : { ...(JSON.parse(stored) as Unsaved), key }
  } catch {
    return undefined
  }
}
