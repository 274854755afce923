/** What the desk is started with. */
import type { Box } from '../schema/api.ts'
import type { DeskStore } from './stores.ts'

export interface DeskOptions {
  port: number
  topicsFolder: string
  sourcesFolder: string
  /** Where it can publish; the first is chosen at first. */
  stores: readonly DeskStore[]
  renderBox: (box: Box) => { html: string; css: string }
  /** The page, its script and its sheet, by path below `/edit`. */
  assets: Record<string, { type: string; content: string }>
}
