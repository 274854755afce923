/** The record's script: copies links, shows snippets and filters in place; by the keyboard, and with announcements. */
import { expect, inject, it } from 'vitest'
import { provideChromium } from '../fixtures/provide-browser.ts'
import { CORRECTED, TOPIC } from './service.ts'

const origin = inject('site')
const browser = await provideChromium()

async function open(hash = '') {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  await page.goto(`${origin}/topics/${TOPIC}${hash}`)
  const readClipboard = () => page.evaluate(() => navigator.clipboard.readText())
  return { page, readClipboard, item: page.locator(`[id="${CORRECTED}"]`) }
}

it('copies the link of an item, and announces it once', async () => {
  const { page, item, readClipboard } = await open()
  for (const one of [item, page.locator('[id="support-for-iraq"]')]) {
    await one.getByText('Link to this').focus()
    await page.keyboard.press('Enter')
    await one.getByRole('status').filter({ hasText: 'Copied' }).waitFor()
    expect(await readClipboard()).toBe(`${origin}/topics/${TOPIC}/${await one.getAttribute('id')}`)
    expect(await page.locator('.tools [role=status]').count()).toBe(1)
  }
})

it('shows and hides the snippet of an item, and moves the focus to its copy button', async () => {
  const { page, item, readClipboard } = await open()
  await item.getByText('Embed this').focus()
  await page.keyboard.press('Enter')
  await item.locator('.snippet').waitFor()
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Copy')
  await page.keyboard.press('Enter')
  await item.locator('.snippet [role=status]').filter({ hasText: 'Copied' }).waitFor()
  expect(await readClipboard()).toBe(await item.getByLabel('Snippet').inputValue())
  await item.getByText('Embed this').click()
  expect(await item.locator('.snippet').count()).toBe(0)
})

it('filters in place, announces how many items are left, and puts the filter into the URL', async () => {
  const { page } = await open()
  const filters = page.locator('.filters')
  await filters.getByText('National Council').click()
  expect(await page.locator('.filtered').textContent()).toBe('3 statements')
  expect(await page.locator('.statements > li:visible').count()).toBe(3)
  expect(page.url()).toBe(`${origin}/topics/${TOPIC}?speaker=ncri`)
  await filters.getByText('All', { exact: true }).nth(1).click()
  expect(await page.locator('.filtered').textContent()).toBe('')
  expect(page.url()).toBe(`${origin}/topics/${TOPIC}`)
})

it('undoes a filter by Back, and does it again by Forward', async () => {
  const { page } = await open()
  const list = page.locator('.statements > li:visible')
  const all = await list.count()
  await page.locator('.filters').getByText('National Council').click()
  await page.locator('.filters').getByText('National Council').click()
  await page.goBack()
  expect([await list.count(), page.url()]).toEqual([all, `${origin}/topics/${TOPIC}`])
  expect(await page.locator('.filters [aria-current]').allTextContents()).toEqual(['All', 'All', 'All'])
  await page.goForward()
  expect([await list.count(), await page.locator('.filtered').textContent()]).toEqual([3, '3 statements'])
})

it('shows all statements again after Back on a page that was reloaded', async () => {
  const { page } = await open()
  const list = page.locator('.statements > li:visible')
  const all = await list.count()
  await page.locator('.filters').getByText('National Council').click()
  await page.reload()
  expect(await list.count()).toBe(3)
  await page.goBack()
  await expect.poll(() => list.count()).toBe(all)
})

it('leads from who is who to what one of them says, and the keyboard goes on there', async () => {
  const { page } = await open()
  await page.locator('[id="ncri"]').getByText('Statements').focus()
  await page.keyboard.press('Enter')
  expect(await page.locator('.statements > li:visible').count()).toBe(3)
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('statements')
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => document.activeElement?.closest('nav')?.className)).toBe('filters')
})
