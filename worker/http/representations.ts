/** What was made for readers of one store, for as long as an isolate lives or until it is crowded out. */

import type { Recalled } from '../recall.ts'
import type { Storage } from '../storage/kv.ts'
import { createMemo, type Memo } from '../storage/memo.ts'
import type { Representation } from './response.ts'

/** With the blobs that they are made of, no more than an isolate may hold (128 MB). */
const MAX_FILE_BYTES = 20_000_000
const MAX_RECALLED_BYTES = 20_000_000
/** Of headers, address and what else comes with a body: short answers are no lighter than that. */
const ANSWER_BYTES = 8_000
/** Whoever asks for much crowds out other questions, never the files. */
const MAX_QUERIES = 200
/** What is not made of a topic is so little that nothing is ever crowded out. */
const MAX_FIXED = 200
/** A longer answer to a query is made anew each time: all of them together must fit into an isolate (128 MB). */
export const MAX_QUERY_BYTES = 64 * 1024

export interface Representations {
  files: Memo<Representation>
  queries: Memo<Representation>
  fixed: Memo<Representation>
  /** By address; most of them are among the others, too. */
  recalled: Memo<Recalled>
}

const known = new WeakMap<Storage, Representations>()

export function openRepresentations(storage: Storage): Representations {
  let representations = known.get(storage)
  if (!representations) {
    representations = {
      files: createMemo(MAX_FILE_BYTES, Number.POSITIVE_INFINITY, Date.now, ({ body }) => body.byteLength),
      queries: createMemo(MAX_QUERIES, Number.POSITIVE_INFINITY, Date.now),
      fixed: createMemo(MAX_FIXED, Number.POSITIVE_INFINITY, Date.now),
      recalled: createMemo(
        MAX_RECALLED_BYTES,
        Number.POSITIVE_INFINITY,
        Date.now,
        ({ representation }) => representation.body.byteLength + ANSWER_BYTES,
      ),
    }
    known.set(storage, representations)
  }
  return representations
}
