/** A heading at a level of the page's outline, with a hint in it. */
import { h } from 'preact'

const LOWEST_LEVEL = 6

export function heading(level: number, text: string, hint?: string | number) {
  return h(`h${Math.min(LOWEST_LEVEL, level)}`, null, text, hint && [' ', <small>{hint}</small>])
}
