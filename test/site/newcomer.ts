/**
 * A person who has never seen the site: uses only what is in the window, and takes as long as people do. Times are those of the
 * keystroke-level model (Card, Moran and Newell, 1980), of reading at 240 words a minute, and of a page load of one second.
 */
import type { Locator, Page } from 'playwright-core'

/** In seconds. */
const KEY = 0.2
const POINT = 1.1
const THINK = 1.35
const REACH_KEYBOARD = 0.4
const LOAD = 1
const WORD = 0.25
/** One turn of the wheel or one swipe, as a share of the window's height. */
const SCROLL = 0.8
const MAX_SCROLLS = 15

export interface Newcomer {
  page: Page
  /** So far. */
  seconds: () => number
  clicks: () => number
  /** What was done, one line per step. */
  steps: string[]
  open: (url: string) => Promise<void>
  /** Finds it by scrolling down, and clicks it. Pass `leads` where another page follows. */
  click: (what: Locator, leads?: 'leads') => Promise<void>
  choose: (select: Locator, option: string) => Promise<void>
  type: (field: Locator, text: string) => Promise<void>
  /** Presses a key that leads to another page. */
  press: (key: string) => Promise<void>
  /** Reads all its words, except links. */
  read: (what: Locator) => Promise<string>
  /** Spends time elsewhere, such as in a publishing system. */
  spend: (what: string, actions: { points?: number; keys?: number }) => void
}

export function sendNewcomer(page: Page): Newcomer {
  let seconds = 0
  let clicks = 0
  const steps: string[] = []
  const add = (what: string, time: number) => {
    seconds += time
    steps.push(`${seconds.toFixed(1)} s: ${what}`)
  }

  /** Scrolls down until it is visible. */
  async function find(what: Locator): Promise<string> {
    for (let scrolls = 0; scrolls <= MAX_SCROLLS; scrolls++) {
      if (await isInWindow(what)) return name(what)
      add('scroll', KEY + THINK)
      await page.evaluate((share) => scrollBy({ top: innerHeight * share, behavior: 'instant' }), SCROLL)
    }
    throw new Error(`not found by scrolling: ${what}`)
  }

  const follow = async (leads: string | undefined, act: () => Promise<unknown>) => {
    if (leads === undefined) return act()
    await Promise.all([page.waitForEvent('load'), act()])
    add('wait for the page', LOAD)
  }

  return {
    page,
    steps,
    seconds: () => seconds,
    clicks: () => clicks,
    async open(url) {
      await page.goto(url)
      add('wait for the page', LOAD)
    },
    async click(what, leads) {
      const found = await find(what)
      add(`click “${found}”`, THINK + POINT + KEY)
      clicks++
      await follow(leads, () => what.click())
    },
    async choose(select, option) {
      await find(select)
      add(`choose “${option}”`, 2 * (THINK + POINT + KEY))
      clicks += 2
      await select.selectOption(option)
    },
    async type(field, text) {
      await find(field)
      add(`type “${text}”`, THINK + POINT + KEY + REACH_KEYBOARD + text.length * KEY)
      clicks++
      await field.fill(text)
    },
    async press(key) {
      add(`press ${key}`, KEY)
      await follow('leads', () => page.keyboard.press(key))
    },
    async read(what) {
      await find(what)
      const text = await what.evaluate((element) => {
        const copy = element.cloneNode(true) as Element
        for (const link of copy.querySelectorAll('a')) link.remove()
        return copy.textContent.trim()
      })
      const words = text.split(/\s+/).length
      add(`read ${words} words`, words * WORD)
      return text
    },
    spend: (what, { points = 0, keys = 0 }) => add(what, THINK + points * (POINT + KEY) + keys * KEY),
  }
}

async function name(what: Locator): Promise<string> {
  return ((await what.textContent()) || ((await what.getAttribute('aria-label')) ?? '')).trim()
}

/** Returns whether a point of it is visible: within the window, and not covered. */
async function isInWindow(what: Locator): Promise<boolean> {
  return what.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect()
    const at = document.elementFromPoint(left + Math.min(width / 2, 20), top + Math.min(height / 2, 10))
    return at !== null && (element.contains(at) || at.contains(element)) && top + Math.min(height, 40) <= innerHeight
  })
}
