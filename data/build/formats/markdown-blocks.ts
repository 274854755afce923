/** What the parts of the Markdown document share. */
import type { Topic } from '../../schema/api.ts'
import type { Receipts } from './markdown-receipts.ts'
import type { Names } from './names.ts'

export interface Context {
  topic: Topic
  names: Names
  receipts: Receipts
}

/** Blocks, with an empty line between; an empty block is left out. */
export type Blocks = string[]

/** Absent and empty items are left out. */
export function list(items: (string | undefined)[]): string {
  return items.flatMap((item) => (item ? `- ${item}` : [])).join('\n')
}

/** A heading and a list, or nothing for an empty list. */
export function section(heading: string, items: string[]): Blocks {
  return items.length === 0 ? [] : [heading, list(items)]
}
