/** The reference in a browser that reaches only the Worker, under its own strict policy; and without JavaScript. */
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { listViolations } from '../fixtures/axe.ts'
import { type ConsoleLog, recordConsole } from '../fixtures/browser.ts'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { TOPIC } from './topic.ts'

const origin = inject('origin')
const browser = await provideChromium()
let page: Page
let consoleLog: ConsoleLog

beforeEach(async () => {
  page = await browser.newPage()
  consoleLog = recordConsole(page)
  await page.route('**', (route) => (route.request().url().startsWith(`${origin}/`) ? route.continue() : route.abort()))
  await page.goto(`${origin}/docs`)
})

afterEach(async () => {
  expect(consoleLog.requests.filter((url) => !url.startsWith(`${origin}/`))).toEqual([])
  await page.close()
})

const route = (id: string) => page.locator(`#${id}`)

it('sends a request from a form, and shows the response and the equivalent command', async () => {
  await route('listStatements').locator('summary').click()
  const form = route('listStatements').getByRole('form')
  await form.getByLabel('status').fill('claimed')
  await form.getByLabel('limit').fill('2')
  expect(await route('listStatements').locator('.curl').textContent()).toBe(
    `curl -s '${origin}/v1/topics/${TOPIC}/statements?status=claimed&limit=2'`,
  )
  await form.getByRole('button', { name: 'Send' }).click()
  const answer = route('listStatements').getByRole('status')
  await expect.poll(() => answer.textContent()).toContain('200 OK')
  const text = (await answer.textContent()) ?? ''
  expect(text).toContain('x-release: 2')
  expect(text.match(/"status": "claimed"/g)).toHaveLength(2)
  expect(consoleLog.errors).toEqual([])
})

it('shows problems unchanged, and a link opens its route', async () => {
  await page.goto(`${origin}/docs#getEvent`)
  const form = route('getEvent').getByRole('form')
  await form.getByLabel('id').fill('<b>nope</b>')
  await form.getByRole('button', { name: 'Send' }).click()
  const answer = route('getEvent').getByRole('status')
  await expect.poll(() => answer.textContent()).toContain('404 Not Found')
  expect(await answer.locator('b').count()).toBe(1)
})

it('contains everything without JavaScript', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const plain = await context.newPage()
  await plain.goto(`${origin}/docs`)
  expect(await plain.locator('details.route').count()).toBeGreaterThan(20)
  await plain.locator('#listEvents summary').click()
  expect(await plain.locator('#listEvents table').isVisible()).toBe(true)
  expect(await plain.locator('#listEvents .curl').textContent()).toBe(`curl -s '${origin}/v1/topics/${TOPIC}/events'`)
  expect(await plain.locator('#listEvents pre').last().textContent()).toContain('"id": "first-round"')
  await context.close()
})

it.each(['light', 'dark'] as const)('passes axe in %s and fits 320 pixels', async (colorScheme) => {
  const context = await browser.newContext({ bypassCSP: true, colorScheme, viewport: { width: 320, height: 640 } })
  const narrow = await context.newPage()
  await narrow.goto(`${origin}/docs`)
  for (const id of ['listStatements', 'getTopic']) await narrow.locator(`#${id} > summary`).click()
  expect(await listViolations(narrow)).toEqual([])
  expect(await narrow.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
  await context.close()
})
