/** The published shapes of releases and of errors, as Valibot schemas. */
import * as v from 'valibot'
import { COLLECTION_NAMES } from '../collections.ts'
import { Id } from '../entities.ts'
import { ReleaseNumber, Time } from './scalars.ts'

export const ChangedField = v.strictObject({
  field: v.string(),
  before: v.exactOptional(v.unknown()),
  after: v.exactOptional(v.unknown()),
})

export const Change = v.strictObject({
  part: v.picklist([...COLLECTION_NAMES, 'unknowns', 'topic']),
  id: Id,
  label: v.string(),
  kind: v.picklist(['added', 'removed', 'changed']),
  standalone: v.exactOptional(v.literal(false)),
  before: v.exactOptional(v.unknown()),
  after: v.exactOptional(v.unknown()),
  fields: v.exactOptional(v.array(ChangedField)),
})

export const Changes = v.strictObject({
  items: v.array(Change),
  next: v.exactOptional(v.string()),

  release: ReleaseNumber,
  previous: v.exactOptional(ReleaseNumber),
})

export const ReleaseRow = v.strictObject({
  release: ReleaseNumber,
  published: Time,
  isCurrent: v.boolean(),
  since: v.array(Time),
  withdrawn: v.exactOptional(v.strictObject({ date: Time, reason: v.string() })),
})

export const Problem = v.strictObject({
  type: v.string(),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  detail: v.exactOptional(v.string()),
  instance: v.exactOptional(v.string()),
  withdrawn: v.exactOptional(v.string()),
  errors: v.exactOptional(v.array(v.strictObject({ detail: v.string(), parameter: v.string() }))),
})
