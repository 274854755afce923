/**
 * Files of JSON as values. Parsing costs more than all that is done with a list, so those that were parsed last stay so;
 * values are several times as large as their text, so only so many do.
 */
import { createMemo } from './storage/memo.ts'

/** Of text: some 25 MB as values, a fifth of what an isolate may hold. */
const MAX_BYTES = 8_000_000

interface Parsed {
  value: unknown
  byteLength: number
}

const known = createMemo<Parsed>(MAX_BYTES, Number.POSITIVE_INFINITY, Date.now, ({ byteLength }) => byteLength)

let parsers = 0

/** What is made of files of one kind. A file is asked for by its hash and its bytes. */
export function createParser<Json, Value>(read: (json: Json) => Value): (sha256: string, bytes: ArrayBuffer) => Value {
  const parser = parsers++
  return function parse(sha256, bytes) {
    const key = `${parser} ${sha256}`
    const parsed = known.last(key)
    if (parsed) return parsed.value as Value
    const value = read(JSON.parse(new TextDecoder().decode(bytes)) as Json)
    known.set(key, { value, byteLength: bytes.byteLength })
    return value
  }
}
