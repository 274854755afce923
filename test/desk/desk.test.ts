/** A whole topic with mouse and keyboard: no terminal, no editing of YAML. Prints how many actions it took. */
import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Box } from '../../data/schema/api.ts'
import { type ConsoleLog, recordConsole } from '../fixtures/browser.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { runStart, type StartProcess } from '../system/start-process.ts'
import { dropPage, waitUntilSound } from './harness.ts'

const MAX_ACTIONS_PER_STATEMENT = 12
const TOPIC = 'the-lamp-of-the-invented-lighthouse'

const COAST = {
  name: 'coast.html',
  html: `<!doctype html><html lang="en"><head><title>Lamp is lit again | Invented Coast</title><meta property="og:site_name" content="Invented Coast"><link rel="canonical" href="https://coast.example/lamp"><script>fetch('https://evil.example/')</script></head><body><article><h1>Lamp is lit again</h1><p>By A. Writer, 12.03.2031</p>
<p>The keeper of the invented lighthouse lit its lamp again on Sunday after a winter of repairs, the harbour office said.</p>
<p>Boats had gone around the rocks by day alone since the lamp was put out by a gull in the autumn, the office added.</p>
<p>“It burns as it did before the gull came”, said Ada Quill, the keeper, who had waited on the stairs for an hour.</p>
<p>The lamp is to be lit each evening at dusk, according to the harbour office, and put out when the sun is up.</p></article></body></html>`,
}
const ROCKS = {
  name: 'rocks.txt',
  html: `Rowers doubt the lamp

By the rowing desk

13 March 2031

Rowers of the invented bay said on Monday that the lamp is too weak to be seen from the western rocks at night.

Their captain, Bo Finch, called it “a candle in a jam jar” and asked the harbour office for a second lamp in the west.

The harbour office said that it would look at the western rocks in April, and that no second lamp is planned this year.
`,
}

let folder: string
let start: StartProcess
const browser = await provideChromium()
let page: Page
let consoleLog: ConsoleLog
let origin: string
let desk: string
let actions = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-'))
  await mkdir(join(folder, 'topics'))
  start = runStart({ topicsFolder: join(folder, 'topics'), stateFolder: join(folder, 'state') })
  origin = (await start.waitFor(/API +(http:\/\/[^/\s]+)/))[1] ?? ''
  desk = (await start.waitFor(/Desk +(\S+)/))[1] ?? ''
  page = await browser.newPage({ viewport: { width: 1600, height: 1000 } })
  consoleLog = recordConsole(page)
}, 180_000)
afterAll(() => start?.interrupt())

/** Counts what an editor does: a click, a choice, a text written, a selection. */
async function act(action: Promise<unknown>): Promise<void> {
  actions++
  await action
}

const field = (path: string) => page.locator(`#field-${path}`)
/** Writes a text and leaves the field, which completes the edit. */
async function write(path: string, text: string): Promise<void> {
  await act(field(path).fill(text))
  await field(path).dispatchEvent('change')
}
const choose = (path: string, value: string) => act(field(path).selectOption(value))
const press = (name: string) => act(page.getByRole('button', { name, exact: true }).first().click())
const openItem = (path: string) => act(page.locator(`#item-${path}`).click())
const openTab = (name: string) => act(page.getByRole('tab', { name: new RegExp(`^${name}`) }).click())

/** Selects as a person does: from before the first word to after the last. */
async function select(words: string): Promise<void> {
  actions++
  await page.locator('.text').evaluate((text, wanted) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT)
    const nodes: Text[] = []
    while (walker.nextNode()) nodes.push(walker.currentNode as Text)
    const whole = nodes.map((node) => node.data).join('')
    const at = whole.indexOf(wanted)
    if (at === -1) throw new Error(`the source has no ${wanted}`)
    const place = (offset: number): [Text, number] => {
      let left = offset
      for (const node of nodes) {
        if (left <= node.data.length) return [node, left]
        left -= node.data.length
      }
      throw new Error('beyond the end')
    }
    const range = document.createRange()
    range.setStart(...place(at))
    range.setEnd(...place(at + wanted.length))
    getSelection()?.removeAllRanges()
    getSelection()?.addRange(range)
  }, words)
  await page.getByRole('button', { name: 'New statement (s)' }).and(page.locator(':enabled')).waitFor()
}

const showSource = (id: string) => act(page.getByRole('combobox', { name: 'Source' }).selectOption(id))

async function addPage({ name, html }: { name: string; html: string }): Promise<void> {
  await act(dropPage(page, name, html))
  await page.getByText(`${name} is a source now`).waitFor()
}

describe('the desk', { timeout: 240_000 }, () => {
  it('makes a topic of two saved pages, and publishes it', async () => {
    await page.goto(desk)
    expect(new URL(page.url()).hash).toBe('')
    const name = page.getByLabel('Name of a new topic')
    await name.fill('فانوس دریایی')
    await name.press('Enter')
    await page.getByRole('alert').getByText('needs Latin letters').waitFor()
    await expect(name.inputValue()).resolves.toBe('فانوس دریایی')
    await act(name.fill('The lamp of the invented lighthouse'))
    await press('New topic')
    await page.getByRole('tab', { name: /^Topic/ }).waitFor()
    await addPage(COAST)
    await addPage(ROCKS)

    await openItem('articles-0')
    await expect(field('articles-0-datePublished').inputValue()).resolves.toBe('2031-03-12')
    await expect(field('articles-0-publisher').inputValue()).resolves.toBe('Invented Coast')
    for (const [at, publisher] of [
      [0, 'Invented Coast'],
      [1, 'The Invented Rower'],
    ] as const) {
      if (at === 1) {
        await openItem('articles-1')
        await write('articles-1-publisher', publisher)
      }
      await choose(`articles-${at}-genre`, 'news')
      await write(`articles-${at}-outletNote-text`, 'A made-up paper.')
      await write(`articles-${at}-outletNote-basis`, 'We made it up.')
    }
    const summaries = [
      ['lamp-is-lit-again', 0, ['lit its lamp again on Sunday', 'put out by a gull', 'lit each evening at dusk']],
      ['rowers-doubt-the-lamp', 1, ['too weak to be seen', 'asked the harbour office', 'no second lamp is planned']],
    ] as const
    for (const [id, at, passages] of summaries) {
      await showSource(id)
      await openItem(`articles-${at}`)
      for (const [index, words] of passages.entries()) {
        await act(page.locator(`#list-articles-${at}-summary`).locator('xpath=following-sibling::button').click())
        await write(`articles-${at}-summary-${index}-text`, `The paper describes the lamp, part ${index + 1}.`)
        await field(`articles-${at}-summary-${index}-text`).focus()
        await select(words)
        await press('Cite (c)')
      }
    }

    const events = [
      [
        'lamp-is-lit-again',
        'lit its lamp again on Sunday',
        'Lamp lit',
        'The lamp was lit again after a winter of repairs, the office said.',
      ],
      [
        'lamp-is-lit-again',
        'put out by a gull in the autumn',
        'Lamp out',
        'A gull put out the lamp in the autumn, the office said.',
      ],
      [
        'rowers-doubt-the-lamp',
        'look at the western rocks in April',
        'Look at the rocks',
        'The office is to look at the western rocks, it said.',
      ],
    ] as const
    for (const [index, [source, words, name, description]] of events.entries()) {
      await showSource(source)
      await select(words)
      await press('New event (e)')
      await write(`events-${index}-name`, name)
      await write(`events-${index}-description`, description)
      await choose(`events-${index}-datePrecision`, 'unknown')
      await write(`events-${index}-dateBasis`, 'The paper gives no full date.')
    }

    // Two people, each from a passage; their roles are cited in the parties.
    await openTab('Parties')
    const people = [
      ['lamp-is-lit-again', 'Ada Quill', 'keeper', 'said Ada Quill, the keeper'],
      ['rowers-doubt-the-lamp', 'Bo Finch', 'captain of the rowers', 'Their captain, Bo Finch'],
    ] as const
    for (const [index, [source, name, role, words]] of people.entries()) {
      await press('Add person')
      await write(`parties-people-${index}-name`, name)
      await act(page.locator(`#list-parties-people-${index}-roles`).locator('xpath=following-sibling::button').click())
      await write(`parties-people-${index}-roles-0-roleName`, role)
      await field(`parties-people-${index}-roles-0-roleName`).focus()
      await showSource(source)
      await select(words)
      await press('Cite (c)')
    }

    const statements = [
      [
        'lamp-is-lit-again',
        'claimed',
        'ada-quill',
        'The keeper said the lamp burns as before (Invented Coast).',
        'burns as it did before the gull came',
        'waited on the stairs for an hour',
      ],
      [
        'lamp-is-lit-again',
        'planned',
        '',
        'The lamp is to be lit at dusk, according to the office (Invented Coast).',
        'lit each evening at dusk',
        'put out when the sun is up',
      ],
      [
        'lamp-is-lit-again',
        'reported',
        '',
        'Boats went by day alone in the winter, the office said (Invented Coast).',
        'Boats had gone around the rocks by day alone',
        'the office added',
      ],
      [
        'rowers-doubt-the-lamp',
        'disputed',
        'bo-finch',
        'The captain doubted the lamp (The Invented Rower).',
        'called it “a candle in a jam jar”',
        'asked the harbour office for a second lamp',
      ],
      [
        'rowers-doubt-the-lamp',
        'reported',
        '',
        'Rowers said the lamp is too weak (The Invented Rower).',
        'Rowers of the invented bay said on Monday',
        'too weak to be seen from the western rocks',
      ],
      [
        'rowers-doubt-the-lamp',
        'planned',
        '',
        'No second lamp is planned, the office said (The Invented Rower).',
        'no second lamp is planned this year',
        'The harbour office said',
      ],
    ] as const
    const before = actions
    for (const [index, [source, status, claimant, text, first, second]] of statements.entries()) {
      await showSource(source)
      await select(first)
      await press('New statement (s)')
      await write(`statements-${index}-text`, text)
      await choose(`statements-${index}-status`, status)
      if (claimant !== '') await choose(`statements-${index}-claimant`, claimant)
      await select(second)
      await press('Cite (c)')
    }
    const each = (actions - before) / statements.length
    for (const [index, words] of [
      [0, 'burns as it did before the gull came'],
      [3, 'a candle in a jam jar'],
    ] as const) {
      await showSource(statements[index][0])
      await openItem(`statements-${index}`)
      await act(field(`statements-${index}-text`).focus())
      await select(words)
      await press('Quote (q)')
      await field(`statements-${index}-quote-text`).waitFor()
    }

    await openTab('Topic')
    await write('topic-temporalCoverage', '2031-03')
    await press('Add sentence')
    await write('topic-abstract-0-text', 'The lamp is lit again, and rowers doubt that it is enough.')
    await field('topic-abstract-0-text').focus()
    await showSource('lamp-is-lit-again')
    await select('lit its lamp again on Sunday')
    await press('Cite (c)')

    await waitUntilSound(page)
    await page
      .locator('.box')
      .evaluate((host) => host.shadowRoot?.textContent)
      .then((text) => expect(text).toContain('The lamp of the invented lighthouse'))
    await press('Publish')
    await page.getByText('release 1 published').waitFor()

    await openTab('Statements')
    await openItem('statements-1')
    await write('statements-1-text', 'The lamp is to be lit each evening, according to the office (Invented Coast).')
    await press('Add a correction')
    await write('topic-corrections-0-reason', 'We left out that it is each evening.')
    await waitUntilSound(page)
    await press('Publish')
    await page.getByText('release 2 published').waitFor()

    const box = (await (await fetch(`${origin}/v1/topics/${TOPIC}/box`)).json()) as Box
    expect(JSON.stringify(box)).toContain('each evening')
    const reader = await browser.newPage()
    await reader.goto(`${origin}/topics/${TOPIC}`)
    await reader.getByText('lit each evening, according to the office').first().waitFor()
    await reader.close()
    const [demoPage] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: 'See the box on the demo page' }).click(),
    ])
    await demoPage.getByText('each evening').first().waitFor()
    expect(new URL(demoPage.url()).origin).not.toBe(origin)
    const shown = await demoPage.locator('fact-box').evaluate((box) => box.shadowRoot?.textContent)
    expect(shown).toContain('The lamp of the invented lighthouse')
    await demoPage.close()
    expect(consoleLog.errors).toEqual([])
    expect(consoleLog.requests.every((url) => url.startsWith(new URL(desk).origin) || url.startsWith('data:'))).toBe(
      true,
    )
    expect(await readdir(join(folder, 'sources'))).toEqual(['lamp-is-lit-again.txt', 'rowers-doubt-the-lamp.txt'])
    console.log(`the desk: ${actions} actions for the topic, ${each.toFixed(1)} for a statement with two citations`)
    expect(each).toBeLessThanOrEqual(MAX_ACTIONS_PER_STATEMENT)
  })

  it('keeps unsaved work when the tab is closed', async () => {
    await write('topic-attributionText', 'Fact box: unsaved')
    await page.reload()
    await page.getByText('Your unsaved work is back.').waitFor()
    await expect(field('topic-attributionText').inputValue()).resolves.toBe('Fact box: unsaved')
    await press('Save')
    await page.getByText('Saved.').waitFor()
  })

  it.each(['forward', 'backward'] as const)('chooses what the mouse selects, %s', async (direction) => {
    // Partly cited, so it is split into several elements.
    const words = 'asked the harbour office for a second lamp in the west'
    await showSource('rowers-doubt-the-lamp')
    await select(words)
    const ends = await page.locator('.text').evaluate(() => {
      const rectangles = [...(getSelection()?.getRangeAt(0).getClientRects() ?? [])]
      const [first, last] = [rectangles[0], rectangles.at(-1)]
      if (!first || !last) throw new Error('nothing is selected')
      return [
        { x: first.left + 1, y: (first.top + first.bottom) / 2 },
        { x: last.right - 1, y: (last.top + last.bottom) / 2 },
      ] as const
    })
    await page.locator('.text').press('Escape')
    await page.locator('.chosen').first().waitFor({ state: 'detached' })
    const [from, to] = direction === 'forward' ? ends : ([ends[1], ends[0]] as const)
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 12 })
    await page.mouse.up()
    await expect.poll(async () => (await page.locator('.chosen').allTextContents()).join('')).toBe(words)
    await page.locator('.text').press('Escape')
  })

  it('checks again when it got no response', async () => {
    await page.route('**/check?*', (route) => route.abort(), { times: 1 })
    await page.reload()
    await page.getByText('The desk does not answer').waitFor()
    await page.getByRole('button', { name: 'Publish' }).and(page.locator(':enabled')).waitFor()
  })

  it('shows what has moved in a source, and repairs it with one click', async () => {
    const path = join(folder, 'sources/rowers-doubt-the-lamp.txt')
    await writeFile(path, (await readFile(path, 'utf8')).replace('Rowers of the', 'From the west: Rowers of the'))
    await page.reload()
    await openTab('Statements')
    await page.getByText('moved in the source').first().waitFor()
    await showSource('rowers-doubt-the-lamp')
    await press('Take it as it is now')
    await page.getByText('moved in the source').first().waitFor({ state: 'detached' })
    await press('Publish')
    await page.getByText('release 3 published').waitFor()
  })
})
