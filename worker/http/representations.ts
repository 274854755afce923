/** What was made of one store's files, for as long as an isolate lives or until it is crowded out. */

import type { Storage } from '../storage/kv.ts'
import { createMemo, type Memo } from '../storage/memo.ts'
import type { Representation } from './response.ts'

const MAX_FILES = 2_000
/** Whoever asks for much crowds out other questions, never the files. */
const MAX_QUERIES = 200
/** A longer answer to a query is made anew each time: all of them together must fit into an isolate (128 MB). */
export const MAX_QUERY_BYTES = 64 * 1024

export interface Representations {
  files: Memo<Representation>
  queries: Memo<Representation>
}

const known = new WeakMap<Storage, Representations>()

export function openRepresentations(storage: Storage): Representations {
  let representations = known.get(storage)
  if (!representations) {
    representations = {
      files: createMemo(MAX_FILES, Number.POSITIVE_INFINITY, Date.now),
      queries: createMemo(MAX_QUERIES, Number.POSITIVE_INFINITY, Date.now),
    }
    known.set(storage, representations)
  }
  return representations
}
