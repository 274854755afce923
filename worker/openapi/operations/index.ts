/** All documented routes, in the order of the documentation. */
import type { Operation } from '../operation.ts'
import { ACROSS_OPERATIONS } from './across.ts'
import { ASSET_OPERATIONS } from './assets.ts'
import { COLLECTION_OPERATIONS } from './collections.ts'
import { EMBEDDING_OPERATIONS } from './embedding.ts'
import { TOPIC, TOPIC_OPERATIONS } from './files.ts'
import { PAGE_OPERATIONS } from './pages.ts'
import { HISTORY_OPERATIONS, pin, RECORD_OPERATIONS } from './releases.ts'
import { SERVICE_OPERATIONS } from './service.ts'

export const OPERATIONS: Operation[] = [
  ...ACROSS_OPERATIONS,
  // Similar operations are adjacent, since repetition nearby compresses well.
  ...[...TOPIC_OPERATIONS, ...COLLECTION_OPERATIONS].flatMap((operation) =>
    operation.path.startsWith(TOPIC) ? [operation, pin(operation)] : [operation],
  ),
  ...HISTORY_OPERATIONS,
  ...RECORD_OPERATIONS,
  ...SERVICE_OPERATIONS,
  ...PAGE_OPERATIONS,
  ...ASSET_OPERATIONS,
  // After `/embed/{topic}`, which also matches `/embed/{topic}.js`: of two matching paths, programs use the last.
  ...EMBEDDING_OPERATIONS,
]
