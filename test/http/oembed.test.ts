/** `/oembed` by its specification (https://oembed.com, 1.0), and the catalog that links to the reference. */
import { JSDOM } from 'jsdom'
import { describe, expect, inject, it } from 'vitest'
import { launchChromium } from '../fixtures/browser.ts'
import { HARBOUR, TOPIC } from './topic.ts'

const origin = inject('origin')
const ask = (parameters: Record<string, string>) => fetch(`${origin}/oembed?${new URLSearchParams(parameters)}`)
const page = `${origin}/topics/${TOPIC}`

describe('/oembed', () => {
  it.each([
    page,
    `${page}/`,
    `${page}?utm_source=letter#history`,
    page.replace('http:', 'https:'),
    `${origin}/embed/${TOPIC}`,
    `${origin}/v1/topics/${TOPIC}`,
  ])('embeds %s', async (url) => {
    const response = await ask({ url })
    expect(response.headers.get('Content-Type')).toBe('application/json')
    const { html, ...embedding } = (await response.json()) as { html: string }
    expect(embedding).toEqual({
      version: '1.0',
      type: 'rich',
      title: 'US–Iran Iraq talks',
      provider_name: 'Fact box',
      provider_url: origin,
      cache_age: 60,
      width: 640,
      height: 480,
      thumbnail_url: `${origin}/v1/topics/${TOPIC}/share.png`,
      thumbnail_width: 1200,
      thumbnail_height: 630,
    })
    const fragment = JSDOM.fragment(html)
    const frame = fragment.querySelector('iframe.wp-embedded-content') as HTMLIFrameElement | null
    expect([frame?.src, frame?.title]).toEqual([`${origin}/embed/${TOPIC}`, 'US–Iran Iraq talks'])
    const link = fragment.querySelector<HTMLAnchorElement>('blockquote.wp-embedded-content:first-child > a')
    expect([link?.href, link?.textContent]).toEqual([page, 'US–Iran Iraq talks'])
  })

  it('stays within the requested size', async () => {
    expect(await (await ask({ url: page, maxwidth: '300', maxheight: '200' })).json()).toMatchObject({
      width: 300,
      height: 200,
      html: expect.stringContaining('width="300" height="200"'),
    })
    expect(await (await ask({ url: page, maxwidth: '5000' })).json()).toMatchObject({ width: 640 })
    expect((await ask({ url: page, maxwidth: 'wide' })).status).toBe(400)
  })

  it('has a thumbnail where one fits, in the stated size', async () => {
    const url = `${origin}/topics/${HARBOUR}`
    const { thumbnail_url, thumbnail_width, thumbnail_height } = (await (await ask({ url })).json()) as Record<
      string,
      string
    >
    const picture = new DataView(await (await fetch(thumbnail_url ?? '')).arrayBuffer())
    // The first chunk of a PNG starts with both, as 32-bit integers (PNG, 11.2.2).
    expect([picture.getUint32(16), picture.getUint32(20)]).toEqual([thumbnail_width, thumbnail_height])
    for (const limit of [{ maxwidth: '1199' }, { maxheight: '629' }]) {
      expect(await (await ask({ url, ...limit })).json()).not.toHaveProperty('thumbnail_url')
    }
  })

  it('returns the same as XML', async () => {
    const response = await ask({ url: page, format: 'xml' })
    expect(response.headers.get('Content-Type')).toBe('text/xml; charset=utf-8')
    const { document } = new JSDOM(await response.text(), { contentType: 'text/xml' }).window
    const said = Object.fromEntries([...document.documentElement.children].map((one) => [one.tagName, one.textContent]))
    const json = (await (await ask({ url: page })).json()) as object
    expect(said).toEqual(Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)])))
  })

  it('requires a URL, and lists the formats that it supports', async () => {
    expect((await fetch(`${origin}/oembed`)).status).toBe(400)
    expect((await ask({ format: 'json' })).status).toBe(400)
    expect((await ask({ url: page, format: 'yaml' })).status).toBe(501)
  })
})

describe('discovery', () => {
  it('leads from the topic’s page to its embedding, whose frame shows the box', async () => {
    const { window } = await JSDOM.fromURL(page)
    const link = window.document.querySelector<HTMLLinkElement>('link[type="application/json+oembed"]')
    const { html } = (await (await fetch(link?.href ?? '')).json()) as { html: string }
    const src = JSDOM.fragment(html).querySelector('iframe')?.src ?? ''
    const frame = await fetch(src)
    expect(frame.headers.get('Content-Security-Policy')).toContain('frame-ancestors *')
    const browser = await launchChromium()
    try {
      const opened = await browser.newPage()
      await opened.goto(src)
      await opened.getByRole('heading', { name: 'US–Iran Iraq talks' }).waitFor()
    } finally {
      await browser.close()
    }
  })
})

describe('/.well-known/api-catalog', () => {
  it('links to the document, the page and the health of the service', async () => {
    const response = await fetch(`${origin}/.well-known/api-catalog`)
    expect(response.headers.get('Content-Type')).toMatch(/^application\/linkset\+json;/)
    const { linkset } = (await response.json()) as { linkset: Record<string, { href: string; type: string }[]>[] }
    for (const relation of ['service-desc', 'service-doc', 'status']) {
      const [target] = linkset[0]?.[relation] ?? []
      const followed = await fetch(target?.href ?? '')
      expect([followed.status, followed.headers.get('Content-Type')?.replace(/;.*/, '')]).toEqual([200, target?.type])
    }
  })
})
