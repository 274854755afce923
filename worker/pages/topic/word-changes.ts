import { html } from 'hono/html'
import type { Html } from '../document.ts'

/** Two texts as one, with the words between their common beginning and their common end marked as gone and as new. */
export function markChange(before: string, after: string): Html {
  const [old, now] = [before.split(' '), after.split(' ')]
  const start = countShared(old, now)
  const end = countShared(old.slice(start).reverse(), now.slice(start).reverse())
  const [gone, come] = [old, now].map((words) => words.slice(start, words.length - end).join(' '))
  const parts = [
    old.slice(0, start).join(' '),
    gone && html`<del>${gone}</del>`,
    come && html`<ins>${come}</ins>`,
    end > 0 && old.slice(-end).join(' '),
  ]
  return html`${parts.filter(Boolean).map((part, index) => html`${index > 0 ? ' ' : ''}${part}`)}`
}

function countShared(one: string[], other: string[]): number {
  const differs = one.findIndex((word, index) => word !== other[index])
  return differs < 0 ? one.length : differs
}
