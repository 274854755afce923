import { JSDOM } from 'jsdom'
import { describe, expect, it } from 'vitest'
import { read, TOPICS } from './topics.ts'

const ORIGIN = 'https://origin.invalid'

describe('what the feeds say', () => {
  it.each(TOPICS)('is well-formed XML and harmless HTML: %s', (_, create) => {
    const built = create()
    const { window } = new JSDOM('')
    const xml = new window.DOMParser().parseFromString(read(built, 'feed.atom'), 'application/xml')
    expect(xml.querySelector('parsererror')).toBeNull()
    expect(xml.querySelector('feed > title')?.textContent).toBe(built.topic.name)
    const items: { content_html: string }[] = JSON.parse(read(built, 'feed.json')).items
    for (const { content_html } of items) {
      const elements = [...new JSDOM(content_html).window.document.body.querySelectorAll('*')]
      const names = new Set(elements.map(({ localName }) => localName))
      for (const name of names) expect(['p', 'ul', 'li', 'a', 'bdi', 'del', 'ins']).toContain(name)
      for (const link of elements.flatMap((element) => element.getAttribute('href') ?? []))
        expect(link.startsWith(`${ORIGIN}/topics/`), link).toBe(true)
    }
  })
})
