/** Conditional requests (RFC 9110, 13): whether the client already has the representation. */

/** If-None-Match takes precedence; If-Modified-Since counts only if it is absent (RFC 9110, 13.2.2). */
export function isNotModified(headers: Headers, current: { etag: string; lastModified?: number }): boolean {
  const noneMatch = headers.get('If-None-Match')
  if (noneMatch !== null) return matchesTag(noneMatch, current.etag)
  const since = headers.get('If-Modified-Since')
  if (since === null || current.lastModified === undefined) return false
  const date = parseHttpDate(since)
  return date !== undefined && current.lastModified <= date
}

/** Weak comparison with a list or `*` (RFC 9110, 8.8.3.2 and 13.1.2). A tag itself may contain a comma. */
function matchesTag(field: string, etag: string): boolean {
  if (field === etag || field.trim() === '*') return true
  const tags = field.match(/(?:W\/)?"[^"]*"/g) ?? []
  return tags.some((tag) => tag.replace(/^W\//, '') === etag)
}

const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/

/** Returns milliseconds since the epoch; absent if the text is not an HTTP date (RFC 9110, 5.6.7) or the day does not exist. */
export function parseHttpDate(text: string): number | undefined {
  const time = HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN
  return !Number.isNaN(time) && new Date(time).toUTCString() === text ? time : undefined
}
