/** What a command writes, told while it writes it: the store and the index pass everything on and report each step. */
import { REF_PREFIX } from '../store/records.ts'
import type { Storage } from '../store/refs.ts'
import type { Store, StoreEntry } from '../store/store.ts'

export type ReportStep = (text: string) => void

export function observeStorage<Observed extends Storage>(storage: Observed, report: ReportStep): Observed {
  const { store, index } = storage
  return {
    ...storage,
    store: observeStore(store, report),
    ...(index && {
      index: {
        ...index,
        batch: (statements: Parameters<typeof index.batch>[0]) => {
          const step = describeBatch(statements.map(({ sql }) => sql))
          if (step !== undefined) report(step)
          return index.batch(statements)
        },
      },
    }),
  }
}

/** Whoever changes a topic claims it first, and lets go of it in the end. Absent where nothing is written. */
function describeBatch(sqls: readonly string[]): string | undefined {
  const writes = sqls.filter((sql) => /^\s*(?:INSERT|UPDATE|DELETE)/i.test(sql))
  if (writes.length === 0) return undefined
  return writes.every((sql) => /\bclaims\b/.test(sql))
    ? 'Keeping others from changing the topic meanwhile …'
    : 'Updating lists and search …'
}

function observeStore(store: Store, report: ReportStep): Store {
  const reportWrite = (entries: readonly Pick<StoreEntry, 'key'>[]) => {
    const refs = entries.filter(({ key }) => key.startsWith(REF_PREFIX)).length
    report(refs > 0 ? 'Giving it to readers …' : `Writing ${count(entries.length, 'file')} …`)
  }
  return {
    ...store,
    put: (key, value, options) => {
      reportWrite([{ key }])
      return store.put(key, value, options)
    },
    putMany: (entries) => {
      if (entries.length > 0) reportWrite(entries)
      return store.putMany(entries)
    },
    deleteMany: (keys) => {
      if (keys.length > 0) report(`Deleting ${count(keys.length, 'file')} …`)
      return store.deleteMany(keys)
    },
  }
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`
