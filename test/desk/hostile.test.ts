/** Hostile pages: one of another origin that is open beside the desk, and one that is dropped on it. Nothing of them runs. */
import { readdir, readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addressOf, listen, send } from '../fixtures/loopback.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { dropPage, openTopic, startTestDesk, type TestDesk, TOPIC } from './harness.ts'

let desk: TestDesk
const browser = await provideChromium()
let page: Page
let evil: Server
let evilOrigin: string
/** The requests of any code that runs. */
let calls: string[]

beforeAll(async () => {
  desk = await startTestDesk()
  evil = await listen((path, response) => {
    calls.push(path)
    send(response, { type: 'text/html', body: '<!doctype html><title>Evil</title>' })
  })
  evilOrigin = addressOf(evil)
})
afterAll(async () => {
  evil?.close()
  await desk?.close()
})
beforeEach(async () => {
  calls = []
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
})

describe('a page of another origin', () => {
  it.each(['with', 'without'])('reads and writes nothing, %s the token', async (how) => {
    const token = how === 'with' ? new URL(desk.url).hash.slice(1) : ''
    const before = await readFile(join(desk.topicsFolder, TOPIC, 'topic.yml'), 'utf8')
    await page.goto(evilOrigin)
    const got = await page.evaluate(
      async ({ origin, secret, topic }) => {
        const authorization = `Bearer ${secret}`
        const attempts: Record<string, () => Promise<string>> = {
          'a simple request': async () => (await fetch(`${origin}/edit/api/topics`)).text(),
          'a request with the token': async () =>
            (await fetch(`${origin}/edit/api/topics/${topic}`, { headers: { authorization } })).text(),
          'a request without CORS': async () =>
            (
              await fetch(`${origin}/edit/api/topics`, {
                mode: 'no-cors',
                method: 'POST',
                body: '{"id":"evil","name":"Evil"}',
              })
            ).text(),
          'a topic in its place': async () =>
            (
              await fetch(`${origin}/edit/api/topics/${topic}`, {
                method: 'PUT',
                headers: { authorization },
                body: '{}',
              })
            ).text(),
          'its script': () =>
            new Promise((resolve) => {
              const script = Object.assign(document.createElement('script'), { src: `${origin}/edit/client.js` })
              script.onload = () => resolve('ran')
              script.onerror = () => resolve('')
              document.head.append(script)
            }),
          'a frame': () =>
            new Promise((resolve) => {
              const frame = Object.assign(document.createElement('iframe'), { src: `${origin}/edit#${secret}` })
              frame.onload = () => resolve(frame.contentDocument?.body.textContent ?? '')
              document.body.append(frame)
            }),
        }
        const results: Record<string, string> = {}
        for (const [name, attempt] of Object.entries(attempts)) results[name] = await attempt().catch(() => '')
        const form = Object.assign(document.createElement('form'), {
          action: `${origin}/edit/api/topics`,
          method: 'post',
          enctype: 'text/plain',
          target: '_blank',
        })
        document.body.append(form)
        form.submit()
        return results
      },
      { origin: desk.origin, secret: token, topic: TOPIC },
    )
    expect(Object.keys(got)).toHaveLength(6)
    expect(Object.values(got).join('')).toBe('')
    expect(await readFile(join(desk.topicsFolder, TOPIC, 'topic.yml'), 'utf8')).toBe(before)
    expect(await readdir(desk.topicsFolder)).toEqual([TOPIC])
  })
})

const SENTENCE =
  'The keeper of the invented lighthouse lit its lamp again on Sunday after a winter of repairs, he said.'

function createEvilPage(): string {
  const call = (where: string) => `${evilOrigin}/${where}`
  return `<!doctype html><html><head><title>Evil</title><base href="${call('base/')}">
<meta http-equiv="refresh" content="0;url=${call('refresh')}"><link rel="stylesheet" href="${call('sheet.css')}">
<script>fetch('${call('script')}')</script></head><body onload="fetch('${call('onload')}')"><article><h1>Evil page <img src=x onerror="fetch('${call('onerror')}')"></h1>
<p>${SENTENCE} &lt;img src=x onerror="fetch('${call('text')}')"&gt; &lt;script&gt;fetch('${call('textscript')}')&lt;/script&gt;</p>
<p><a href="javascript:fetch('${call('link')}')">${SENTENCE}</a> ${SENTENCE}</p><p>${SENTENCE}</p>
<iframe src="${call('frame')}"></iframe><svg onload="fetch('${call('svg')}')"></svg><object data="${call('object')}"></object>
<form action="${call('form')}"><button autofocus onfocus="this.form.submit()">x</button></form></article></body></html>`
}

describe('a saved page', { timeout: 120_000 }, () => {
  beforeEach(async () => {
    await page.goto(desk.url)
    await openTopic(page)
  })

  it('is shown as text; nothing in it runs, loads or links anywhere', async () => {
    const dialogs: string[] = []
    page.on('dialog', (dialog) => dialogs.push(dialog.message()))
    await dropPage(page, '../../evil.html', createEvilPage())
    await page.getByText('is a source now').waitFor()
    await page.locator('.text', { hasText: 'lit its lamp again' }).waitFor()
    expect(await page.locator('.text').textContent()).toContain('<img src=x onerror=')
    expect(await page.locator('.text :is(a, img, script, iframe, svg, object, form, button)').count()).toBe(0)
    // The editor's own words too: what looks like HTML is text in the box.
    await page.getByRole('tab', { name: 'Topic' }).click()
    await page.locator('#field-topic-name').fill(`<img src=x onerror="fetch('${evilOrigin}/name')">Name`)
    await page.locator('#field-topic-name').blur()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText(/\d errors?/).waitFor()
    expect(calls).toEqual([])
    await fetch(`${evilOrigin}/heard`)
    expect(calls).toEqual(['/heard'])
    expect(dialogs).toEqual([])
    expect(new URL(page.url()).origin).toBe(desk.origin)
    expect((await readdir(desk.sourcesFolder)).every((name) => name.endsWith('.txt'))).toBe(true)
  })

  it('can put only text into the box', async () => {
    await page.locator('#field-topic-name').fill(`<img src=x onerror="fetch('${evilOrigin}/name')">Name`)
    await page.locator('#field-topic-name').blur()
    await expect
      .poll(() => page.locator('.box').evaluate((host) => host.shadowRoot?.textContent ?? ''), { timeout: 10_000 })
      .toContain('<img src=x onerror=')
    expect(await page.locator('.box').evaluate((host) => host.shadowRoot?.querySelectorAll('img').length)).toBe(0)
    expect(calls).toEqual([])
  })

  it('of five megabytes of nested elements is refused with one sentence, and the desk keeps working', async () => {
    await dropPage(page, 'deep.html', `<html><body>${'<div>'.repeat(950_000)}`)
    await page.getByText(/deep\.html is (?:nested too deeply|longer than)/).waitFor()
    await page.locator('#field-topic-name').fill('The desk goes on')
    await page.locator('#field-topic-name').blur()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved.').waitFor()
  })
})
