/** The security policy of every page, its caching, and the handling of URLs that are not quite right. */
import { describe, expect, inject, it } from 'vitest'
import { PAGES, readPage } from './pages.ts'
import { TOPIC } from './service.ts'

const origin = inject('site')

describe.each(Object.entries({ ...PAGES, preview: `/preview?topic=${TOPIC}` }))('%s', (name, path) => {
  it('runs only its own files, and sends no referrer', async () => {
    const { headers } = await readPage(origin, path)
    const policy = headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types 'none'")
    // The preview shows snippets as they are pasted, with the hashes of their reserved heights.
    expect(policy).not.toMatch(name === 'preview' ? /unsafe-(?!hashes)/ : /unsafe/)
    expect(policy).toContain(`frame-ancestors ${name === 'preview' ? "'self'" : "'none'"}`)
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(headers.get('Strict-Transport-Security')).toMatch(/^max-age=31536000/)
    expect(headers.get('Permissions-Policy')).toContain('camera=()')
    expect(headers.get('Set-Cookie')).toBeNull()
  })
})

it('may be framed by other sites only where it is meant for frames', async () => {
  const { headers } = await readPage(origin, `/embed/${TOPIC}`)
  expect(headers.get('Content-Security-Policy')).toContain('frame-ancestors *')
})

describe('an unknown URL', () => {
  it.each(['/nothing-here', '/topics/nope', '/topics/nope/verify', '/?topic=nope', `/topics/${TOPIC}/changes?after=9`])(
    'is a page for a browser and a problem for a program: %s',
    async (path) => {
      const page = await fetch(origin + path, { headers: { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' } })
      expect([page.status, page.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=utf-8'])
      expect(await page.text()).toContain('There is no such page')
      expect(page.headers.get('Cache-Control')).toBe('no-store')
      const problem = await fetch(origin + path, { headers: { Accept: 'application/json' } })
      expect([problem.status, problem.headers.get('Content-Type')]).toEqual([404, 'application/problem+json'])
      expect(await problem.json()).toMatchObject({ status: 404 })
    },
  )

  it('is a problem in the API, for every client', async () => {
    const response = await readPage(origin, '/v1/topics/nope')
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
  })
})

it.each([
  ['/?utm_source=x&theme=dark', '/?theme=dark'],
  ['/?height=&theme=&release=', '/'],
  ['/?sections=timeline&sections=agreed', '/?sections=timeline,agreed'],
  ['/?height=many', '/'],
  [`/topics/${TOPIC}?fbclid=x`, `/topics/${TOPIC}`],
  [`/topics/${TOPIC}/`, `/topics/${TOPIC}`],
])('redirects from %s to %s', async (from, to) => {
  const response = await fetch(origin + from, { redirect: 'manual' })
  expect([response.status, response.headers.get('Location')]).toEqual([308, origin + to])
})

it('lists every page for search engines', async () => {
  const sitemap = await (await fetch(`${origin}/sitemap.xml`)).text()
  for (const path of ['/', '/topics', '/about', '/docs', `/topics/${TOPIC}`, `/topics/${TOPIC}/verify`]) {
    expect(sitemap).toContain(`<loc>${origin}${path}</loc>`)
  }
  expect(await (await fetch(`${origin}/robots.txt`)).text()).toContain(`Sitemap: ${origin}/sitemap.xml`)
})
