/** Builds JSON from parts that are already encoded, since encoding a page's text took longer than filtering its list. */

/** JSON in UTF-8 (RFC 8259, 8.1). */
export type Utf8 = Uint8Array<ArrayBuffer>

const encoder = new TextEncoder()

export function encode(json: string): Utf8 {
  return encoder.encode(json)
}

/** Puts commas between the parts, for `concat`. */
export function separate(parts: readonly Utf8[]): (Utf8 | string)[] {
  const separated: (Utf8 | string)[] = []
  for (const part of parts) separated.push(separated.length === 0 ? '' : ',', part)
  return separated
}

/** Joins the parts. Strings must be ASCII; they are copied byte by byte, since one call of the encoder takes as long as copying twenty items. */
export function concat(parts: readonly (Utf8 | string)[]): Utf8 {
  let length = 0
  for (const part of parts) length += part.length
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    if (typeof part === 'string') for (let i = 0; i < part.length; i++) whole[at + i] = part.charCodeAt(i)
    else whole.set(part, at)
    at += part.length
  }
  return whole
}
