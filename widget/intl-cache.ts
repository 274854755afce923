/** Formatters by locale and parts: making one costs more than a hundred uses of it. All dates are read as UTC. */

const PARTS: Record<string, Intl.DateTimeFormatOptions> = {
  d: { day: 'numeric' },
  m: { month: 'short' },
  M: { month: 'long' },
  y: { year: 'numeric' },
}
const formatters = new Map<string, Intl.DateTimeFormat>()

/** `parts` are letters of the above, such as `dMy`. */
export function dateFormat(locale: string, parts: string): Intl.DateTimeFormat {
  const key = locale + parts
  const format =
    formatters.get(key) ??
    new Intl.DateTimeFormat(locale, Object.assign({ timeZone: 'UTC' }, ...[...parts].map((part) => PARTS[part])))
  formatters.set(key, format)
  return format
}
