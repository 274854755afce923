/** The states of the desk that an editor sees, each reached as an editor reaches it: for axe and for screenshots. */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { type HeldDesk, openTopic, TOPIC } from './harness.ts'

export interface State {
  name: string
  reach: (page: Page, desk: HeldDesk) => Promise<void>
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' })
const tab = (page: Page, name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()

async function publish(page: Page): Promise<void> {
  await button(page, 'Publish').click()
  await page.locator('.work.done').waitFor()
}

async function openItem(page: Page, part: string, index: number): Promise<void> {
  await tab(page, part)
  await page.locator('.summary button').nth(index).click()
  await page.locator('.open fieldset').first().waitFor()
}

async function publishTwice(page: Page): Promise<void> {
  await publish(page)
  await tab(page, 'Topic')
  await page.locator('#field-topic-name').fill('Harbour bridge closed')
  await publish(page)
  await page.getByText('release 2 published').waitFor()
  await button(page, 'Close').click()
}

/** In this order on one desk: some depend on earlier ones. */
export const STATES: readonly State[] = [
  { name: 'empty', reach: (page) => page.getByText('begin a new one').waitFor() },
  {
    name: 'new topic',
    reach: async (page) => {
      await page.getByLabel('Name of a new topic').fill('A new topic')
      await page.keyboard.press('Enter')
      await page.getByText(/\d errors?/).waitFor()
    },
  },
  { name: 'topic', reach: (page) => openTopic(page) },
  {
    name: 'in work',
    reach: async (page) => {
      await openTopic(page)
      await openItem(page, 'Statements', 1)
      await page.getByLabel('Find words in the source').fill('An inspection in February')
      await page.locator('.chosen').first().waitFor()
    },
  },
  {
    name: 'sources',
    reach: async (page) => {
      await openTopic(page)
      await openItem(page, 'Sources', 0)
    },
  },
  {
    name: 'with findings',
    reach: async (page) => {
      await openTopic(page)
      await openItem(page, 'Statements', 0)
      await page.locator('#field-statements-0-text').fill('The authority admitted that a crack was found.')
      await page.locator('#field-statements-0-text').blur()
      await page.locator('#field-statements-0-claimant').selectOption('')
      await button(page, 'New statement (s)').isDisabled()
      await page.locator('.open .findings li').first().waitFor()
    },
  },
  {
    name: 'new person',
    reach: async (page) => {
      await openTopic(page)
      await openItem(page, 'Statements', 0)
      await button(page, 'New person …').first().click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'publishing',
    reach: async (page, desk) => {
      await openTopic(page)
      desk.hold()
      await button(page, 'Publish').click()
      await page.getByText(/Writing \d+ files/).waitFor()
    },
  },
  {
    name: 'published',
    reach: async (page, desk) => {
      desk.release()
      await openTopic(page)
      await publish(page)
    },
  },
  {
    name: 'what would change',
    reach: async (page) => {
      await openTopic(page)
      await publish(page)
      await button(page, 'Close').click()
      await openItem(page, 'Events', 1)
      const description = page.locator('#field-events-1-description')
      await description.fill((await description.inputValue()).replace('closed', 'shut'))
      await description.blur()
      await tab(page, 'What would change')
      await page.locator('.changes').waitFor()
      await button(page, 'Add a correction').waitFor()
    },
  },
  {
    name: 'unverified',
    reach: async (page, desk) => {
      const path = join(desk.sourcesFolder, 'lantern-bay-courier.txt')
      const text = await readFile(path, 'utf8')
      await writeFile(path, text.replace('No date has been set', 'A date has been set'))
      await openTopic(page)
      await button(page, 'Publish').click()
      await button(page, 'Publish unverified').waitFor()
      await page.getByText('This source has changed since it was cited').waitFor()
      await writeFile(path, text)
    },
  },
  {
    name: 'releases',
    reach: async (page) => {
      await openTopic(page)
      await publishTwice(page)
      await tab(page, 'Releases')
      await button(page, /Give readers release 1 again/).waitFor()
    },
  },
  {
    name: 'rolling back',
    reach: async (page) => {
      await openTopic(page)
      await tab(page, 'Releases')
      await button(page, /Give readers release 1 again/).click()
      await page.locator('dialog .changes').waitFor()
    },
  },
  {
    name: 'withdrawing',
    reach: async (page) => {
      await openTopic(page)
      await openItem(page, 'Events', 1)
      await button(page, 'Withdraw from every release …').click()
      await page.getByText('What depends on it').waitFor()
    },
  },
  {
    name: 'withdrawal in the way',
    reach: async (page) => {
      await openTopic(page)
      await openItem(page, 'Parties', 3)
      await button(page, 'Withdraw from every release …').click()
      await page.getByText('Its words occur elsewhere').waitFor()
    },
  },
  {
    name: 'changed twice',
    reach: async (page, desk) => {
      await openTopic(page)
      await page.locator('#field-topic-attributionText').fill('Fact box: mine')
      await page.locator('#field-topic-attributionText').blur()
      const path = join(desk.topicsFolder, TOPIC, 'topic.yml')
      const text = await readFile(path, 'utf8')
      await writeFile(path, text.replace(/attributionText: .*/, 'attributionText: "Fact box: theirs"'))
      await button(page, 'Take the file’s').waitFor()
    },
  },
]
