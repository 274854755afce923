/** A heading at a level of the page's outline, with a hint in it. */
import { h } from 'preact'
import type { Context } from './context.ts'

const LOWEST_LEVEL = 6

export function heading(level: number, text: string, attributes: Context['own'] & { part?: string }, hint?: string) {
  return h(`h${Math.min(LOWEST_LEVEL, level)}`, attributes, text, hint && [' ', <small>{hint}</small>])
}
