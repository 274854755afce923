/** Several tabs, text editors and one topic: unsaved work belongs to its tab, survives it, and nothing is overwritten. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { openTopic, startTestDesk, type TestDesk, TOPIC } from './harness.ts'

const browser = await provideChromium()
let context: BrowserContext
let desk: TestDesk

beforeEach(async () => {
  desk = await startTestDesk()
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
})
afterEach(async () => {
  await context.close()
  await desk.close()
})

const path = () => join(desk.topicsFolder, TOPIC, 'topic.yml')
const readFileOf = () => readFile(path(), 'utf8')
const credit = (page: Page) => page.locator('#field-topic-attributionText')
const report = (page: Page) => page.locator('#field-topic-reportUrl')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

async function openTab(): Promise<Page> {
  const page = await context.newPage()
  await page.goto(desk.url)
  await openTopic(page)
  return page
}

async function write(field: ReturnType<typeof credit>, text: string): Promise<void> {
  await field.fill(text)
  await field.blur()
}

async function save(page: Page): Promise<void> {
  await button(page, 'Save').click()
  await page.getByText('Saved.').waitFor()
}

const editFile = async (from: RegExp, to: string) => writeFile(path(), (await readFileOf()).replace(from, to))

describe('two tabs', { timeout: 120_000 }, () => {
  it('keep their unsaved work through a reload of both', async () => {
    const [first, second] = [await openTab(), await openTab()]
    await write(credit(first), 'Fact box: first')
    await write(credit(second), 'Fact box: second')
    await Promise.all([first.reload(), second.reload()])
    await Promise.all([first, second].map((page) => page.getByText('Your unsaved work is back.').waitFor()))
    expect(await credit(first).inputValue()).toBe('Fact box: first')
    expect(await credit(second).inputValue()).toBe('Fact box: second')
  })

  it('save into the same file, and see each other’s work', async () => {
    const [first, second] = [await openTab(), await openTab()]
    await write(credit(first), 'Fact box: first')
    await write(report(second), 'https://facts.example/second')
    await save(first)
    await second.getByText('Changed outside this tab, and taken in').waitFor()
    expect(await credit(second).inputValue()).toBe('Fact box: first')
    await save(second)
    const text = await readFileOf()
    expect(text).toContain('Fact box: first')
    expect(text).toContain('https://facts.example/second')
    // Undo reverts what was done here, and nothing that was done there.
    while (await button(second, 'Undo').isEnabled()) await button(second, 'Undo').click()
    expect(await report(second).inputValue()).toBe('')
    expect(await credit(second).inputValue()).toBe('Fact box: first')
    await save(second)
    expect(await readFileOf()).toContain('Fact box: first')
  })

  it('are separate even when one was duplicated from the other', async () => {
    const first = await openTab()
    await write(credit(first), 'Fact box: first')
    const opened = context.waitForEvent('page')
    // A duplicated tab starts with a copy of the other's session storage.
    await first.evaluate(() => void open(location.href))
    const second = await opened
    await second.getByText(/^no errors/).waitFor()
    await write(credit(second), 'Fact box: second')
    await first.reload()
    await first.getByText('Your unsaved work is back.').waitFor()
    expect(await credit(first).inputValue()).toBe('Fact box: first')
    expect(await credit(second).inputValue()).toBe('Fact box: second')
  })
})

describe('a closed tab', { timeout: 120_000 }, () => {
  it('leaves its unsaved work to the next one, and to a second one the choice to take or discard it', async () => {
    const [first, second] = [await openTab(), await openTab()]
    await write(credit(first), 'Fact box: first')
    await write(report(second), 'https://facts.example/second')
    await first.close()
    await second.close()
    const third = await openTab()
    await third.getByText('Your unsaved work is back.').waitFor()
    expect(await report(third).inputValue()).toBe('https://facts.example/second')
    await button(third, 'Take it in').click()
    await expect.poll(() => credit(third).inputValue()).toBe('Fact box: first')
    expect(await report(third).inputValue()).toBe('https://facts.example/second')
    await save(third)
    const fourth = await openTab()
    expect(await credit(fourth).inputValue()).toBe('Fact box: first')
    expect(await fourth.getByText('left unsaved work').count()).toBe(0)
  })

  it('leaves nothing to a tab that is open meanwhile', async () => {
    const [first, second] = [await openTab(), await openTab()]
    await write(credit(first), 'Fact box: first')
    await second.reload()
    await second.getByText(/^no errors/).waitFor()
    expect(await credit(second).inputValue()).not.toBe('Fact box: first')
    expect(await second.getByText('left unsaved work').count()).toBe(0)
  })
})

describe('a text editor', { timeout: 120_000 }, () => {
  it('may change the files while something is typed: both are kept', async () => {
    const page = await openTab()
    await write(credit(page), 'Fact box: mine')
    await editFile(/^name: .*$/m, 'name: Theirs # by hand')
    await page.getByText('Changed outside this tab, and taken in: topic.yml.').waitFor()
    expect(await page.locator('#field-topic-name').inputValue()).toBe('Theirs')
    await save(page)
    expect(await readFileOf()).toMatch(/^name: Theirs # by hand$[\s\S]*^attributionText: "?Fact box: mine/m)
  })

  it.each([
    ['Take the file’s', 'Fact box: theirs'],
    ['Keep what is here', 'Fact box: mine'],
  ])('may change the same field: %s', async (choice, expected) => {
    const page = await openTab()
    await write(credit(page), 'Fact box: mine')
    await editFile(/^attributionText: .*$/m, 'attributionText: "Fact box: theirs"')
    await button(page, choice).waitFor()
    expect(await readFileOf()).toContain('Fact box: theirs')
    await button(page, choice).click()
    expect(await credit(page).inputValue()).toBe(expected)
    if (expected.endsWith('mine')) await save(page)
    expect(await readFileOf()).toContain(expected)
  })

  it('is never overwritten by Save or Publish while a choice is open, and the focus moves from choice to choice', async () => {
    const page = await openTab()
    await write(credit(page), 'Fact box: mine')
    await write(report(page), 'https://facts.example/mine')
    await editFile(
      /^attributionText: .*$/m,
      'attributionText: "Fact box: theirs"\nreportUrl: https://facts.example/theirs',
    )
    const keep = button(page, 'Keep what is here')
    await expect.poll(() => keep.count()).toBe(2)
    for (const key of ['Control+s', 'Control+Enter']) {
      await page.getByRole('tab', { name: 'Topic' }).press(key)
      await page.getByText('Not saved: first choose below').waitFor()
      expect(await readFileOf()).toMatch(/Fact box: theirs[\s\S]*facts.example\/theirs/)
    }
    await keep.first().focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => keep.evaluate((element) => element === document.activeElement)).toBe(true)
    await button(page, 'Take the file’s').press('Enter')
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Save')
    await save(page)
    const text = await readFileOf()
    expect(text).toContain('Fact box: mine')
    expect(text).toContain('facts.example/theirs')
  })

  it('may change an item that was removed here: it can be restored at its place, and is shown by its text', async () => {
    const page = await openTab()
    const statements = join(desk.topicsFolder, TOPIC, 'statements.yml')
    const text = await readFile(statements, 'utf8')
    await page.getByRole('tab', { name: 'Statements' }).click()
    await page.locator('#item-statements-0').click()
    await button(page, 'Remove statement 1').click()
    await writeFile(statements, text.replace(/^(- id: .*\n {2}text: ).*$/m, '$1Theirs, in the file.'))
    const choice = page.locator('.conflict')
    await choice.getByText('(removed)').waitFor()
    expect(await choice.textContent()).toContain('“Theirs, in the file.”')
    expect(await choice.textContent()).not.toContain('{')
    await button(page, 'Take the file’s').click()
    await expect.poll(() => page.locator('#list-statements .name').first().textContent()).toBe('Theirs, in the file.')
    expect(await page.getByText('not saved').count()).toBe(0)
  })

  it('may leave invalid YAML: the finding has its line', async () => {
    const page = await openTab()
    const whole = await readFileOf()
    await writeFile(path(), `${whole}half: "a" b\n`)
    const line = whole.split('\n').length
    await expect
      .poll(() => page.locator('footer .findings').first().textContent())
      .toContain(`line ${line} of topic.yml`)
  })

  it('may make a file unreadable: the desk reports it, keeps what is typed, and continues', async () => {
    const page = await openTab()
    const whole = await readFileOf()
    await rm(path())
    await mkdir(path())
    await page.getByText('topic.yml is a folder').waitFor()
    await write(credit(page), 'Fact box: mine')
    await rm(path(), { recursive: true })
    await writeFile(path(), whole)
    await page.getByText('The files can be read again.').waitFor()
    await save(page)
    expect(await readFileOf()).toContain('Fact box: mine')
  })

  it('may leave a file invalid for a while: nothing is read from it or written to it', async () => {
    const page = await openTab()
    const whole = await readFileOf()
    await write(credit(page), 'Fact box: mine')
    await writeFile(path(), `${whole}half: "`)
    await page.getByText('topic.yml: not valid YAML').waitFor()
    await button(page, 'Save').click()
    await page.getByText('topic.yml was changed and is no longer valid YAML').waitFor()
    expect(await readFileOf()).toBe(`${whole}half: "`)
    expect(await page.locator('#field-topic-name').inputValue()).toBe('Harbour bridge closure')
    await writeFile(path(), whole)
    await page.getByText(/^no errors/).waitFor()
    await save(page)
    expect(await readFileOf()).toContain('Fact box: mine')
  })
})

describe('undo', { timeout: 120_000 }, () => {
  it('reverts a text in one step, although it was normalised when the field was left', async () => {
    const page = await openTab()
    const before = await credit(page).inputValue()
    await credit(page).focus()
    await page.keyboard.press('End')
    await page.keyboard.type(' and more ')
    await page.keyboard.press('Tab')
    await expect.poll(() => credit(page).inputValue()).toBe(`${before} and more`)
    await button(page, 'Undo').click()
    expect(await credit(page).inputValue()).toBe(before)
    expect(await button(page, 'Undo').isEnabled()).toBe(false)
  })
})

describe('a narrow window', { timeout: 120_000 }, () => {
  it('shows one part below the other, with the save buttons always visible', async () => {
    const page = await openTab()
    await page.setViewportSize({ width: 360, height: 740 })
    for (const part of ['.source', '.forms', '.preview'])
      expect((await page.locator(part).boundingBox())?.width ?? 0).toBeGreaterThan(320)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    const saving = await page.locator('main > footer > .bar').boundingBox()
    expect((saving?.y ?? 0) + (saving?.height ?? 0)).toBeCloseTo(740, 0)
  })
})

describe('the order of a list', { timeout: 120_000 }, () => {
  it('is changed by dragging a closed item, and written to the file', async () => {
    const page = await openTab()
    await page.getByRole('tab', { name: 'Statements' }).click()
    const names = () => page.locator('#list-statements .name').allTextContents()
    const before = await names()
    await page.locator('#list-statements > li').nth(0).dragTo(page.locator('#list-statements > li').nth(2))
    const [first, second, third, ...others] = before
    await expect.poll(names).toEqual([second, third, first, ...others])
    await save(page)
    const ids = (await readFile(join(desk.topicsFolder, TOPIC, 'statements.yml'), 'utf8')).match(/^- id: .*$/gm)
    expect(ids?.slice(0, 3)).toEqual(['- id: one-lane', '- id: girder-sound', '- id: crack-found'])
  })
})
