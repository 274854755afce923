/** The page on which readers check citations: it marks passages in a pasted text, and uploads nothing. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createSigner, generateKey, sign } from '../../data/store/signature.ts'
import { listViolations } from '../fixtures/axe.ts'
import { type ConsoleLog, recordConsole } from '../fixtures/browser.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import {
  bodyOf,
  GAZETTE,
  GAZETTE_DOCUMENT,
  LETTER,
  LETTER_DOCUMENT,
  type SyntheticTopic,
  TOPIC,
  writeSyntheticTopic,
} from '../fixtures/synthetic-topic.ts'
import { runStart, type StartProcess } from './start-process.ts'

const browser = await provideChromium()
let workplace: SyntheticTopic
let start: StartProcess
let address: string
let page: Page
let consoleLog: ConsoleLog

beforeAll(async () => {
  workplace = await writeSyntheticTopic()
  start = runStart(workplace)
  const [, origin] = await start.waitFor(/(http:\/\/[^/\s]+)\/v1\/topics/)
  address = `${origin}/topics/${TOPIC}/verify`
})

afterAll(() => start?.interrupt())

beforeEach(async () => {
  page = await browser.newPage()
  consoleLog = recordConsole(page)
  await page.goto(address)
  await page.locator('#tool').waitFor()
})

afterEach(async () => {
  expect(consoleLog.errors).toEqual([])
  await page.close()
})

const put = (text: string) => page.getByLabel('Text of the article').fill(text)
const summary = () => page.locator('#summary').textContent()
const report = () => page.locator('#report').textContent()
const marks = () => page.locator('mark').allTextContents()

describe('a text', () => {
  it('that is the article has every passage found and marked, each with links to its sentences', async () => {
    await put(GAZETTE_DOCUMENT.split('\n').slice(4, 8).join('\n'))
    await expect.poll(summary).toBe('5 of 5 passages found')
    expect(await report()).toContain('10 of 10 citations match')
    expect(await report()).toContain('identical to the article')
    expect(await marks()).toContain('The boat carries forty people')
    expect(await page.locator('.marked > p').count()).toBe(3)
    await page.getByLabel('cited by sentence 4').first().click()
    expect(await page.locator('li:target').textContent()).toContain('A second boat is to follow.')
    await page.locator('li:target').getByText('found at').click()
    await expect
      .poll(() => page.locator('mark.current').allTextContents())
      .toEqual(['A second boat is planned for the autumn, according to the mayor'])
  })

  it('with surrounding page text is found too, with a short note', async () => {
    await put(GAZETTE_DOCUMENT)
    await expect.poll(summary).toBe('5 of 5 passages found')
    const before = GAZETTE_DOCUMENT.replace(/\s+/gu, ' ').indexOf(bodyOf(GAZETTE))
    expect(await report()).toContain(`Your text has ${before} characters before the article begins`)
    expect(await report()).not.toContain('moved')
    expect(await page.getByText('Before the first passage').count()).toBe(1)
    expect(await marks()).toContain('The boat carries forty people')
  })

  it('of the other article is recognised', async () => {
    await put(LETTER_DOCUMENT)
    await expect.poll(summary).toBe('3 of 3 passages found')
    expect(await report()).toContain('One boat <will> not do')
  })

  it('with a changed word lacks exactly the passages over it, and shows the rest as moved', async () => {
    await put(bodyOf(GAZETTE).replace('both shores', 'all the shores'))
    await expect.poll(summary).toBe('4 of 5 passages found, 3 of them moved')
    const text = await report()
    expect(text).toContain('“a good day for both shores” is not in the passage')
    expect(text).toMatch(/missing: no \d+ characters of your text have its fingerprint/)
    expect(text).toContain('Sentences with a missing passage: 3, 5.')
    expect(await page.locator('li:has(.missing) > p:first-child').allTextContents()).toEqual([
      'The mayor welcomed the return.',
      'Ada Quill: mayor',
    ])
  })

  it('of neither article confirms nothing, and names no article that the reader did not choose', async () => {
    await put('Quite another text. '.repeat(40))
    await expect.poll(summary).toBe('No passages found')
    expect(await report()).toContain('any article that the fact box cites')
    await page.getByLabel('Article', { exact: true }).selectOption(LETTER)
    await expect.poll(report).toContain('One boat <will> not do')
  })

  it('is never parsed as markup', async () => {
    await put(`<img src=x onerror="document.title='read as markup'"> ${bodyOf(LETTER)}`)
    await expect.poll(summary).toBe('3 of 3 passages found')
    expect(await page.locator('#report img').count()).toBe(0)
    expect(await page.title()).not.toBe('read as markup')
  })
})

describe('the history', () => {
  const check = async () => {
    await page.getByRole('button', { name: 'Check the history' }).click()
    await expect.poll(result).toMatch(/^The history/)
    return result()
  }
  const result = () => page.locator('#history-result').textContent()
  const details = () => page.locator('#history').textContent()
  /** Changes the site's response for one path. */
  const change = (path: string, edit: (body: string) => string) =>
    page.route(path, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: edit(await response.text()) })
    })
  const LOG = `**/v1/topics/${TOPIC}/log`
  const REF = `**/v1/topics/${TOPIC}/ref`

  it('is fetched and hashed in the browser, and the result is shown; the next check compares', async () => {
    expect(await check()).toMatch(/^The history is consistent: 1 entry, 1 release, \d+ files\.$/)
    expect(await details()).toContain('Consistency:')
    expect(await details()).toContain('No continuity:')
    expect(await details()).toContain('Not that the statements are true')
    await page.reload()
    await check()
    expect(await details()).toContain('Continuity: each log continues from a known head')
  })

  it('names the first entry that does not match', async () => {
    await change(`**/v1/topics/${TOPIC}/releases/1/raw/topic.json`, (body) => `${body} `)
    expect(await check()).toContain('entry 1 of the log: topic.json of release 1 has other bytes than its hash names')
    await page.unroute(`**/v1/topics/${TOPIC}/releases/1/raw/topic.json`)
    await change(LOG, (body) => body.replace('"release":1', '"release":2'))
    expect(await check()).toContain('the log has other bytes than its hash names')
  })

  it('that is older than what this browser saw is reported', async () => {
    await page.evaluate(
      ([topic, head]) => localStorage.setItem(`fact-box-seen:${topic}`, head ?? ''),
      [TOPIC, JSON.stringify({ sequence: 9, head: 'a'.repeat(64) })],
    )
    expect(await check()).toContain('it shows change 1, and change 9 was seen before')
  })

  it('that the publisher did not sign is reported, where the site has a key', async () => {
    const signer = await createSigner(await generateKey())
    await change(address, (body) => body.replace(/data-keys(?:="")?/, `data-keys="${signer.publicKey}"`))
    await page.goto(address)
    expect(await check()).toContain('the ref is not signed by a key that is known')
    const ref = JSON.parse(await (await page.request.get(REF.replace('**', new URL(address).origin))).text())
    const signed = JSON.stringify(await sign(ref, signer))
    await change(REF, () => signed)
    expect(await check()).toContain('is consistent')
    expect(await details()).toContain('Signature: the publisher’s key signed this state')
  })
})

describe('the page', () => {
  it('takes a file, chosen or dropped, and can start again', async () => {
    await page.getByLabel('Text file').setInputFiles(join(workplace.sourcesFolder, 'letter.txt'))
    await expect.poll(summary).toBe('3 of 3 passages found')
    await page.getByRole('button', { name: 'Start again' }).click()
    await expect.poll(summary).toBe('')
    const data = await page.evaluateHandle(
      (text) => {
        const transfer = new DataTransfer()
        transfer.items.add(new File([text], 'gazette.txt', { type: 'text/plain' }))
        return transfer
      },
      await readFile(join(workplace.sourcesFolder, 'gazette.txt'), 'utf8'),
    )
    await page.dispatchEvent('#text', 'drop', { dataTransfer: data })
    await expect.poll(summary).toBe('5 of 5 passages found')
  })

  it('sends nothing: it requests only its own files and the topic, whatever is entered', async () => {
    const methods: string[] = []
    page.on('request', (request) => methods.push(`${request.method()} ${request.postData() ?? ''}`))
    await put(LETTER_DOCUMENT)
    await expect.poll(summary).toBe('3 of 3 passages found')
    await put(GAZETTE_DOCUMENT)
    await expect.poll(summary).toBe('5 of 5 passages found')
    expect(methods).toEqual(['GET '])
    const { origin } = new URL(address)
    expect(consoleLog.requests.map((url) => url.replace(/(verify|site)-\w+/, '$1'))).toEqual([
      address,
      `${origin}/assets/site.css`,
      `${origin}/assets/verify.js`,
      `${origin}/v1/topics/${TOPIC}`,
    ])
  })

  it('says so when the citations cannot be loaded, and works once they can', async () => {
    await page.route('**/v1/topics/*', (route) => route.fulfill({ status: 503, body: '' }))
    await put(LETTER_DOCUMENT)
    await expect.poll(summary).toContain('could not be loaded')
    await page.unroute('**/v1/topics/*')
    await put(`${LETTER_DOCUMENT} `)
    await expect.poll(summary).toBe('3 of 3 passages found')
    consoleLog.errors = consoleLog.errors.filter((error) => !error.includes('503'))
  })

  it.each(['light', 'dark'] as const)(
    'passes axe in %s, before and after a check, and fits 320 pixels',
    async (scheme) => {
      const context = await browser.newContext({
        bypassCSP: true,
        colorScheme: scheme,
        viewport: { width: 320, height: 640 },
      })
      const narrow = await context.newPage()
      await narrow.goto(address)
      expect(await listViolations(narrow)).toEqual([])
      await narrow.getByLabel('Text of the article').fill(bodyOf(GAZETTE).replace('both shores', 'all the shores'))
      await expect.poll(() => narrow.locator('#summary').textContent()).toContain('4 of 5')
      for (const details of await narrow.locator('section > details > summary').all()) await details.click()
      expect(await listViolations(narrow)).toEqual([])
      expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
      await context.close()
    },
  )

  it('explains itself and lists every fingerprint without JavaScript', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const plain = await context.newPage()
    await plain.goto(address)
    expect(await plain.locator('noscript .notice').isVisible()).toBe(true)
    expect(await plain.locator('#tool').isVisible()).toBe(false)
    expect(await plain.locator('tbody tr').count()).toBe(8)
    await context.close()
  })
})
