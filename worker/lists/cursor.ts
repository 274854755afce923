/**
 * Cursors: where a page begins, as text that nobody is meant to read (base64url of a few ASCII parts). They carry no
 * secret and need no signature: one that was made up names a place like any other, or none.
 */

const SEPARATOR = '~'

export function encodeCursor(parts: readonly (string | number)[]): string {
  return btoa(parts.join(SEPARATOR)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The parts, each of which fits its pattern; absent when this is no such cursor, or not its canonical spelling. */
export function decodeCursor(cursor: string, patterns: readonly RegExp[]): string[] | undefined {
  const parts = decodeBase64Url(cursor)?.split(SEPARATOR) ?? []
  const fits = parts.length === patterns.length && patterns.every((pattern, i) => pattern.test(parts[i] ?? ''))
  return fits && encodeCursor(parts) === cursor ? parts : undefined
}

function decodeBase64Url(text: string): string | undefined {
  try {
    return atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return undefined
  }
}
