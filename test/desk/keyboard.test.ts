/** A whole topic by keyboard only: from two pages to a second release, and back to the first. No pointer is used. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ConsoleLog, recordConsole } from '../fixtures/browser.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { startTestDesk, type TestDesk, waitUntilSound } from './harness.ts'

const MAX_STEPS = 120

const COURIER = `Invented Courier

Lamp is lit again

By A. Writer

12 March 2031

The keeper of the invented lighthouse lit its lamp again on Sunday after a winter of repairs, the harbour office said.

Boats had gone around the rocks by day alone since the lamp was put out by a gull in the autumn, the office added.

“It burns as it did before the gull came”, said Ada Quill, the keeper, who had waited on the stairs for an hour.

The lamp is to be lit each evening at dusk, according to the harbour office, and put out when the sun is up.
`
const ROWER = `Rowers doubt the lamp

By the rowing desk

13 March 2031

Rowers of the invented bay said on Monday that the lamp is too weak to be seen from the western rocks at night.

The harbour office said that it would look at the western rocks in April, and that no second lamp is planned this year.

Nobody had rowed to the western rocks by night since the autumn, according to the rowers and to the harbour office.
`

let desk: TestDesk
const browser = await provideChromium()
let page: Page
let consoleLog: ConsoleLog

beforeAll(async () => {
  desk = await startTestDesk({ isEmpty: true })
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  consoleLog = recordConsole(page)
  await page.addInitScript(() => {
    const pointed = { count: 0 }
    Object.assign(globalThis, { pointed })
    for (const type of ['pointerdown', 'mousedown', 'touchstart'])
      addEventListener(type, () => pointed.count++, { capture: true })
  })
})
afterAll(async () => {
  await desk?.close()
})

const press = (key: string) => page.keyboard.press(key)
const hasFocus = (target: Locator) => target.evaluate((element) => element === document.activeElement)
const field = (path: string) => page.locator(`#field-${path}`)
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })

/** Presses Tab (or another key) until the target has the focus. */
async function reach(target: Locator, key = 'Tab'): Promise<void> {
  await target.first().waitFor({ state: 'attached' })
  for (let step = 0; step < MAX_STEPS; step++) {
    if (await hasFocus(target.first())) return
    await press(key)
  }
  throw new Error(`${target} cannot be reached by ${key}`)
}

async function write(path: string, text: string): Promise<void> {
  await reach(field(path))
  await press('Control+a')
  await page.keyboard.type(text)
}

/** Chooses an option by typing the start of its name. */
async function choose(target: Locator, beginning: string): Promise<void> {
  await reach(target)
  await page.keyboard.type(beginning)
}

async function enter(target: Locator): Promise<void> {
  await reach(target)
  await press('Enter')
}

/** Opens the item, unless it is open already. */
async function openItem(path: string): Promise<void> {
  const item = page.locator(`#item-${path}`)
  await reach(item)
  if ((await item.getAttribute('aria-expanded')) === 'false') await press('Enter')
}

const inForms = () => page.locator('.forms [role=tab][aria-selected=true]')
const inFoot = () => page.getByRole('tab', { name: /^Errors and warnings/ })
const text = () => page.locator('.text')

async function openTab(name: string): Promise<void> {
  await reach(inForms(), 'F6')
  await reach(page.locator('.forms').getByRole('tab', { name: new RegExp(`^${name}`) }), 'ArrowRight')
}

/** Selects the sentences that contain the words, from the first of the source on. */
async function select(words: string): Promise<void> {
  await reach(text(), 'F6')
  await press('Escape')
  for (let step = 0; step < MAX_STEPS; step++) {
    await press('ArrowDown')
    const chosen = (await page.locator('.chosen').allTextContents()).join('')
    if (chosen.includes(words)) return
  }
  throw new Error(`no sentence has ${words}`)
}

/** Selects exactly these words. */
async function find(words: string): Promise<void> {
  await reach(text(), 'F6')
  await reach(page.getByLabel('Find words in the source'), 'Shift+Tab')
  await press('Control+a')
  await page.keyboard.type(words)
  await press('Enter')
  await reach(text(), 'Tab')
}

async function showSource(beginning: string): Promise<void> {
  await reach(page.locator('.source input[type=file]'), 'F6').catch(() => reach(text(), 'F6'))
  await choose(page.getByRole('combobox', { name: 'Source' }), beginning).catch(async () => {
    await reach(page.getByRole('combobox', { name: 'Source' }), 'Shift+Tab')
    await page.keyboard.type(beginning)
  })
}

it('does the whole work without a pointer', { timeout: 240_000 }, async () => {
  await page.goto(desk.url)
  await reach(page.getByLabel('Name of a new topic'))
  await page.keyboard.type('The invented lamp')
  await press('Enter')
  await page.getByText(/\d errors?/).waitFor()

  const chooser = page.waitForEvent('filechooser')
  await enter(page.locator('.source input[type=file]'))
  await (await chooser).setFiles({ name: 'courier.txt', mimeType: 'text/plain', buffer: Buffer.from(COURIER) })
  await page.getByText('courier.txt is a source now').waitFor()
  await enter(button('Paste a page’s text'))
  await page.keyboard.insertText(ROWER)
  await enter(button('Use this text'))
  await page.getByText('page.txt is a source now').waitFor()

  for (const [at, publisher, passages] of [
    [0, 'Invented Courier', ['lit its lamp again', 'put out by a gull', 'lit each evening']],
    [1, 'The Invented Rower', ['too weak to be seen', 'no second lamp', 'Nobody had rowed']],
  ] as const) {
    await openTab('Sources')
    await openItem(`articles-${at}`)
    await write(`articles-${at}-publisher`, publisher)
    await choose(field(`articles-${at}-genre`), 'news')
    await write(`articles-${at}-outletNote-text`, 'A made-up paper.')
    await write(`articles-${at}-outletNote-basis`, 'We made it up.')
    await showSource(publisher)
    for (const [index, words] of passages.entries()) {
      await openTab('Sources')
      await enter(page.locator(`#list-articles-${at}-summary + button`))
      await reach(field(`articles-${at}-summary-${index}-text`), 'Shift+Tab')
      await page.keyboard.type(`The paper describes the lamp, part ${index + 1}.`)
      await select(words)
      await press('c')
      await page
        .locator(`#list-articles-${at}-summary > li:nth-child(${index + 1}) .citations li:not(.error)`)
        .waitFor()
    }
  }

  await showSource('Invented Courier')
  await select('lit its lamp again')
  await press('e')
  await reach(field('events-0-name'))
  await page.keyboard.type('Lamp lit')
  await write('events-0-description', 'The lamp was lit again after a winter of repairs, the office said.')
  await choose(field('events-0-datePrecision'), 'day')
  await write('events-0-startDate', '2031-03-09')
  await write('events-0-dateBasis', 'Sunday before the date of the paper.')

  await find('It burns as it did before the gull came”, said Ada Quill, the keeper')
  await press('s')
  await reach(field('statements-0-text'))
  await page.keyboard.type('The keeper said the lamp burns as before (Invented Courier).')
  await choose(field('statements-0-status'), 'claimed')
  await enter(button('New person …'))
  await page.getByRole('dialog').waitFor()
  await page.keyboard.type('Ada Quill')
  await press('Tab')
  await page.keyboard.type('keeper of the lighthouse')
  await press('Enter')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(() => field('statements-0-claimant').inputValue()).toBe('ada-quill')
  await find('burns as it did')
  await press('q')
  await field('statements-0-quote-text').waitFor()

  await select('lit each evening at dusk')
  await press('Shift+ArrowLeft')
  await press('s')
  await reach(field('statements-1-text'))
  await page.keyboard.type('The lamp is to be lit at dusk, according to the office (Invented Courier).')
  await choose(field('statements-1-status'), 'planned')

  // Changes the order and undoes it; then changes it permanently.
  await reach(page.locator('#item-statements-1'), 'Shift+Tab')
  await press('Alt+ArrowUp')
  await expect.poll(() => page.locator('#item-statements-0 .name').textContent()).toContain('lit at dusk')
  await expect.poll(() => hasFocus(page.locator('#item-statements-0'))).toBe(true)
  await press('Control+z')
  await expect.poll(() => page.locator('#item-statements-1 .name').textContent()).toContain('lit at dusk')
  await press('Control+Shift+z')
  await expect.poll(() => page.locator('#item-statements-0 .name').textContent()).toContain('lit at dusk')

  await openTab('Topic')
  await write('topic-temporalCoverage', '2031-03')
  await enter(page.locator('#list-topic-abstract + button'))
  await page.keyboard.type('The lamp is lit again, and rowers doubt that it is enough.')
  await select('lit its lamp again')
  await press('c')
  await waitUntilSound(page)
  await press('Control+Enter')
  await page.getByText('release 1 published').waitFor()

  await openTab('Statements')
  await openItem('statements-0')
  await write('statements-0-text', 'The lamp is to be lit each evening, according to the office (Invented Courier).')
  await enter(button('Add a correction'))
  await page.keyboard.type('We left out that it is each evening.')
  await waitUntilSound(page)
  await press('Control+Enter')
  await page.getByText('release 2 published').waitFor()

  await reach(inFoot(), 'Tab')
  await reach(page.getByRole('tab', { name: 'Releases' }), 'ArrowRight')
  await enter(button('Give readers release 1 again …'))
  await page.locator('dialog .changes').waitFor()
  await enter(button('Give readers release 1'))
  await page.getByText('readers have release 1 again').waitFor()
  expect(await page.evaluate(() => (globalThis as unknown as { pointed: { count: number } }).pointed.count)).toBe(0)
  expect(consoleLog.errors).toEqual([])
})
