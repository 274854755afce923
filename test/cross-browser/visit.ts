/** A page open in one browser, and the expectations for every box. */
import assert from 'node:assert/strict'
import type { Frame, Tab } from './engine.ts'
import { findInBox, listOutside, readBoxes, readLook, type SeenBox, type Setting } from './in-page.ts'
import { until } from './until.ts'

const TITLE = 'US–Iran Iraq talks'
const APPEAR_TIMEOUT_MS = 10_000
const SMALLEST_TITLE_PX = 15
const LEAST_CONTRAST = 4.5
const SHOWN_DIFFERENCES = 8
const ROUNDING_PX = 0.1

/** Where the boxes are, when not directly in the page. */
export interface Place {
  /** A selector for the element with the boxes in its shadow root. */
  host?: string
  frame?: Frame
}

export interface Visit {
  tab: Tab
  /** Waits for exactly this many boxes with titles, each of them visible and readable. */
  expectBoxes: (count?: number, place?: Place) => Promise<SeenBox[]>
  /** Expects inherited properties of the first box to be as on a page without rules for it, except for matches of `but`. */
  expectOwnLook: (place?: Place & { but?: RegExp }) => Promise<void>
  /** Expects nothing to overflow the first box. */
  expectNothingOutside: (place?: Place) => Promise<void>
  /** Clicks something within the first box, as a reader does. */
  clickInBox: (selector: string, place?: Place) => Promise<void>
  /** Polls the page until the result is neither undefined nor false. */
  until: <Given extends unknown[], Result>(
    what: string,
    run: (...given: Given) => Result | undefined | false,
    ...given: Given
  ) => Promise<Result>
}

/** Creates a visit. `readPlainLook` returns the style of a box in that setting on a page without rules for it. */
export function createVisit(tab: Tab, readPlainLook: (setting: Setting) => Promise<Record<string, string>>): Visit {
  return {
    tab,
    async expectBoxes(count = 1, { host = '', frame = tab } = {}) {
      // A part with `content-visibility: auto` is laid out only in the frame after it was scrolled to.
      const boxes = await until(`${count} with a title, none of them covered`, APPEAR_TIMEOUT_MS, async () => {
        const seen = await frame.evaluate(readBoxes, host)
        return seen.length === count && seen.every(({ isOnTop }) => isOnTop) && seen
      })
      for (const box of boxes) checkBox(box)
      return boxes
    },
    async expectOwnLook({ host = '', frame = tab, but } = {}) {
      const { setting, look } = await frame.evaluate(readLook, host)
      const plain = await readPlainLook(setting)
      assert.ok(Object.keys(plain).length > 0, 'nothing to compare with')
      const differences = listDifferences(look, plain).filter((difference) => !but?.test(difference))
      const [shown, more] = [differences.slice(0, SHOWN_DIFFERENCES), differences.length - SHOWN_DIFFERENCES]
      assert.ok(
        differences.length === 0,
        `changed by the page:\n${shown.join('\n')}${more > 0 ? `\nand ${more} more` : ''}`,
      )
    },
    async expectNothingOutside({ host = '', frame = tab } = {}) {
      assert.deepEqual(await frame.evaluate(listOutside, host), [], 'sticks out')
    },
    async clickInBox(selector, { host = '' } = {}) {
      const { x, y } = await until(`${selector} in the box`, APPEAR_TIMEOUT_MS, () =>
        tab.evaluate(findInBox, host, selector),
      )
      await tab.clickAt(x, y)
    },
    until: (what, run, ...given) => until(what, APPEAR_TIMEOUT_MS, () => tab.evaluate(run, ...given)),
  }
}

function checkBox(box: SeenBox): void {
  const shown = JSON.stringify(box)
  assert.equal(box.title, TITLE)
  assert.ok(box.width > 0 && box.height > 0, `takes no room: ${shown}`)
  assert.ok(box.titleSize >= SMALLEST_TITLE_PX, `the title is too small: ${shown}`)
  assert.ok(box.contrast >= LEAST_CONTRAST, `the title is hard to read: ${shown}`)
}

function listDifferences(look: Record<string, string>, plain: Record<string, string>): string[] {
  const properties = new Set([...Object.keys(look), ...Object.keys(plain)])
  return [...properties]
    .filter((property) => !isAlike(look[property] ?? '', plain[property] ?? ''))
    .map((property) => `${property}: ${look[property]} instead of ${plain[property]}`)
}

/** Compares words, and numbers within rounding. */
function isAlike(one: string, other: string): boolean {
  if (one === other) return true
  const numbers = /-?\d*\.?\d+/g
  const [first, second] = [one.match(numbers) ?? [], other.match(numbers) ?? []]
  const isClose = first.every((number, index) => Math.abs(+number - Number(second[index])) < ROUNDING_PX)
  return isClose && one.replace(numbers, '') === other.replace(numbers, '')
}
