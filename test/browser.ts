/** A real Chromium out of an npm package: nothing to install by hand, nothing fetched but what a page asks for. */
import sparticuz from '@sparticuz/chromium'
import { type Browser, chromium, type Page } from 'playwright-core'

/** The package's own arguments would turn off the very checks that are tested here (CORS), so only the sandbox goes. */
const ARGUMENTS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync']

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: await sparticuz.executablePath(), args: ARGUMENTS })
}

/** What a page did that its owner would see: errors, and every address asked for. */
export interface Journal {
  errors: string[]
  requests: string[]
}

export function keepJournal(page: Page): Journal {
  const journal: Journal = { errors: [], requests: [] }
  page.on('pageerror', (error) => journal.errors.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) journal.errors.push(message.text())
  })
  page.on('request', (request) => journal.requests.push(request.url()))
  return journal
}
