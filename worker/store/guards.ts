/**
 * Type guards for records from KV. KV is not trusted: every value that is used in a header, a URL or a page is checked here; an
 * invalid record counts as an outage.
 */
import {
  type ItemTombstone,
  type Log,
  type Manifest,
  READABLE_FORMATS,
  type Ref,
  type WidgetIndex,
} from '../../data/store/records.ts'
import { ReadError } from './read-through.ts'

const MAX_ID_LENGTH = 80
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const HASH = /^[0-9a-f]{64}$/
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/
/** A URL that is safe in a Link header. */
const URL_REFERENCE = /^https?:\/\/[\x21\x23-\x3b\x3d\x3f-\x7e]+$/

type Shape<Value> = Partial<Record<keyof Value, unknown>>

/** Whether a name can be an id. Checked before any read, so an impossible name costs no read. */
export function isId(text: string): boolean {
  return text.length <= MAX_ID_LENGTH && ID.test(text)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Checks the format of a record. @throws {ReadError} if this code does not read the format; the message is for clients */
export function checkFormat(value: unknown): void {
  const format = isRecord(value) ? value.format : undefined
  if (READABLE_FORMATS.includes(format as number)) return
  if (format === undefined && isFormat1(value)) throw new ReadError(FORMAT_1, 'unreadable-format')
  if (Number.isInteger(format)) {
    const readable = READABLE_FORMATS.join(', ')
    throw new ReadError(
      `This is stored in format ${format}; this version of the service reads format ${readable}.`,
      'unreadable-format',
    )
  }
  throw new Error('the record has no format')
}

const FORMAT_1 =
  'This store has format 1, which is no longer read. Delete its namespace, or on this machine the folder .wrangler/state, and publish again: npm run data -- publish'

/** The pointers of format 1 had these fields and no `format`. */
function isFormat1(value: unknown): boolean {
  return isRecord(value) && 'row' in value && 'history' in value && 'withdrawn' in value
}

export function isRefOf(topic: string, value: Shape<Ref>): boolean {
  const { sequence, updated, latest, manifest, log, before, tombstones } = value
  return (
    value.topic === topic &&
    isCount(sequence) &&
    isCount(latest) &&
    isTime(updated) &&
    isRecord(manifest) &&
    isManifestOf(topic, manifest) &&
    isHash(log) &&
    (before === undefined || (isRecord(before) && isHash(before.manifest) && isHash(before.log))) &&
    isRecord(tombstones) &&
    areTombstones(tombstones.items, isItemTombstone) &&
    areTombstones(tombstones.releases, hasReason)
  )
}

export function isManifestOf(topic: string, value: Shape<Manifest>): boolean {
  const { release, published, firstPublished, basedOn, files, license, redacted } = value
  return (
    value.topic === topic &&
    isCount(release) &&
    isTime(published) &&
    isTime(firstPublished) &&
    (basedOn === undefined || isCount(basedOn)) &&
    (redacted === undefined || isTime(redacted)) &&
    typeof license === 'string' &&
    URL_REFERENCE.test(license) &&
    isRecord(files) &&
    Object.values(files).every((file) => isRecord(file) && isHash(file.sha256) && isCount(file.bytes))
  )
}

export function isLog({ entries }: Shape<Log>): boolean {
  return (
    Array.isArray(entries) &&
    entries.every(
      (entry) =>
        isRecord(entry) &&
        isCount(entry.release) &&
        isTime(entry.at) &&
        (entry.manifest === undefined || isHash(entry.manifest)),
    )
  )
}

export function isWidgetIndex({ builds }: Shape<WidgetIndex>): boolean {
  return isRecord(builds) && Object.values(builds).every(isHash)
}

/** The fields that contain URLs. */
const URL_FIELDS = new Set(['url', 'sameAs', 'license', 'reportUrl'])

/**
 * Whether every URL in a value may be used in a page: an http(s) URL, or a fragment of the page. Loops without function calls for
 * primitive values, since a topic has thousands and a cold isolate is slow.
 */
export function hasSafeUrls(value: unknown): boolean {
  if (Array.isArray(value)) {
    for (const part of value) if (typeof part === 'object' && !hasSafeUrls(part)) return false
    return true
  }
  for (const field in value as Record<string, unknown>) {
    const part = (value as Record<string, unknown>)[field]
    if (URL_FIELDS.has(field)) {
      if (!areSafeUrls(part)) return false
    } else if (typeof part === 'object' && !hasSafeUrls(part)) return false
  }
  return true
}

function areSafeUrls(value: unknown): boolean {
  return Array.isArray(value) ? value.every(isSafeUrl) : isSafeUrl(value)
}

/** Without a regular expression: in a cold isolate its first use takes longer than checking all URLs of a box. */
function isSafeUrl(value: unknown): boolean {
  return (
    typeof value === 'string' && (value.startsWith('https://') || value.startsWith('#') || value.startsWith('http://'))
  )
}

function areTombstones(value: unknown, isOne: (tombstone: Record<string, unknown>) => boolean): boolean {
  return isRecord(value) && Object.values(value).every((tombstone) => isRecord(tombstone) && isOne(tombstone))
}

function isItemTombstone(tombstone: Shape<ItemTombstone>): boolean {
  const { movedTo, movedToPart } = tombstone
  return hasReason(tombstone) && [movedTo, movedToPart].every((name) => name === undefined || isName(name))
}

function hasReason({ date, reason }: { date?: unknown; reason?: unknown }): boolean {
  return typeof date === 'string' && typeof reason === 'string'
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && isId(value)
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && HASH.test(value)
}

function isTime(value: unknown): boolean {
  return typeof value === 'string' && TIME.test(value)
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0
}
