/** Every URL on every page works, and every fragment exists. */
import { JSDOM } from 'jsdom'
import { expect, inject, it } from 'vitest'
import { PAGES, readPage } from './pages.ts'

const origin = inject('site')
/** The pages of a large topic link to thousands of items, which are rendered like all others; its overview is enough. */
const paths = Object.entries(PAGES).flatMap(([name, path]) => (name.startsWith('topic-large-') ? [] : [path]))

async function listAddresses(path: string): Promise<string[]> {
  const { window } = new JSDOM(await (await readPage(origin, path)).text(), { url: origin + path })
  const elements = [...window.document.querySelectorAll('a[href], link[href], script[src], iframe[src], form[action]')]
  return elements.flatMap((element) => {
    const written = ['href', 'src', 'action'].map((name) => element.getAttribute(name)).find(Boolean) ?? ''
    return [new URL(written, origin + path).href]
  })
}

it('has no broken link', async () => {
  const found: string[] = []
  for (const path of paths) found.push(...(await listAddresses(path)))
  const own = [...new Set(found)].filter((address) => address.startsWith(`${origin}/`))
  expect(own.length).toBeGreaterThan(150)
  const broken: string[] = []
  const pages = new Map<string, { status: number; ids: Set<string> }>()
  for (const address of own) {
    const [page = '', fragment] = address.split('#')
    const known = pages.get(page) ?? (await readIds(page))
    pages.set(page, known)
    const isThere = known.status === 200 || page === origin + PAGES.missing
    if (!isThere || (fragment && !known.ids.has(fragment))) broken.push(`${address}: ${known.status}`)
  }
  expect(broken).toEqual([])
})

async function readIds(address: string): Promise<{ status: number; ids: Set<string> }> {
  const response = await fetch(address, { headers: { Accept: 'text/html, */*;q=0.5' } })
  const text = await response.text()
  const isPage = response.headers.get('Content-Type')?.startsWith('text/html')
  const ids = isPage ? [...new JSDOM(text).window.document.querySelectorAll('[id]')].map(({ id }) => id) : []
  return { status: response.status, ids: new Set(ids) }
}
