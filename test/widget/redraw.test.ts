/** A box that changes equals one that was rendered in its new state, whatever it showed before. */
import { expect, it } from 'vitest'
import type { Box } from '../../data/schema/api.ts'
import { BOX_PATH } from '../fixtures/box-service.ts'
import { provideHost } from '../fixtures/provide-browser.ts'
import { TOPIC, waitForBox } from './host.ts'

interface Shown {
  attributes: Record<string, string>
  change: Partial<Box>
}

const OPTIONS: Shown['attributes'][] = [
  {},
  { sections: 'sources agreed' },
  { 'heading-level': '4' },
  { lang: 'fa', sections: 'unknowns,timeline' },
  { 'max-height': '300', theme: 'dark' },
  { sections: 'claimed corrections parties', 'heading-level': '6' },
]

const host = await provideHost()

it('renders the same nodes over anything as from nothing', async () => {
  const { page, consoleLog } = await host.open(
    `<script async src="%ORIGIN%/widget.js"></script><fact-box topic="${TOPIC}"></fact-box>`,
  )
  await waitForBox(page)
  const { groups, events, articles }: Box = await (await fetch(`${host.origin}${BOX_PATH}`)).json()
  const correction = {
    id: 'c',
    target: 'event:x',
    date: '2026-10-01',
    kind: 'update',
    reason: 'R',
    release: 1,
  } as const
  const changes: Shown['change'][] = [
    {},
    { draft: true, corrections: [{ ...correction, before: 'B', after: 'A' }], reportUrl: 'https://a.example/' },
    { groups: groups.toReversed(), events: events.slice(2), parties: [], inLanguage: 'ar' },
    { groups: groups.slice(1), articles: articles.toReversed(), abstract: [] },
  ]
  const all = OPTIONS.flatMap((attributes) => changes.map((change) => ({ attributes, change })))
  const order = [...all, ...all.toReversed(), ...all.filter((_, index) => index % 5 < 2)]
  const differences = await page.evaluate(compareWithNew, order)
  expect(differences).toEqual([])
  expect(consoleLog.errors).toEqual([])
})

/** Runs in the page. One element shows all states in turn; a new element per state shows the same from nothing. */
async function compareWithNew(order: Shown[]): Promise<string[]> {
  const old = document.querySelector('fact-box') as HTMLElement & { box?: unknown }
  const topic = old.getAttribute('topic') as string
  const origin = new URL(document.querySelector('script')?.src as string).origin
  const box = await (await fetch(`${origin}/v1/topics/${topic}/box`)).json()
  const show = (element: typeof old, { attributes, change }: Shown) => {
    element.box = { ...box, ...change }
    for (const name of ['sections', 'heading-level', 'lang', 'max-height', 'theme']) {
      if (name in attributes) element.setAttribute(name, attributes[name] as string)
      else element.removeAttribute(name)
    }
    // When an attribute changes, the element reads its data too.
    element.setAttribute('topic', topic)
  }
  /** Reads the nodes without parts that a reader opened, which stay open, and without remains of a removed attribute. */
  const read = (element: HTMLElement) => {
    const section = element.shadowRoot?.querySelector('section')?.cloneNode(true) as HTMLElement
    for (const part of [section, ...section.querySelectorAll('*')])
      for (const { name, value } of [...part.attributes]) if (!value) part.removeAttribute(name)
    section.normalize()
    return section
  }
  const differences: string[] = []
  for (const [index, shown] of order.entries()) {
    const fresh = document.createElement('fact-box')
    const isReady = new Promise((resolve) => fresh.addEventListener('fact-box:ready', resolve))
    show(fresh, shown)
    show(old, shown)
    old.before(fresh)
    await isReady
    if (!read(fresh).isEqualNode(read(old))) differences.push(`${index}: ${JSON.stringify(shown.attributes)}`)
    fresh.remove()
  }
  return differences
}
