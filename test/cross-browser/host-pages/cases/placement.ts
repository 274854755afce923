/** The place of the tag, and how it got there. */
import assert from 'node:assert/strict'
import { type Spec, withBoxes } from '../../cases.ts'
import { OTHER_TOPIC, renameBox } from '../other-topic.ts'

/** A script that finds no place of its own: the box is at the end of the page, and its links lead to its own service. */
const AT_THE_END: Spec = withBoxes(
  async ({ visit, service }) => {
    await visit.expectOwnLook()
    const origin = await visit.tab.evaluate(
      () => document.querySelector('fact-box')?.shadowRoot?.querySelector<HTMLAnchorElement>('footer a')?.origin,
    )
    assert.equal(origin, service.origin)
  },
  { expectedErrors: /no place for the box/ },
)

/** A script without `currentScript` finds its tag, which a consent manager kept. */
const AT_ITS_TAG: Spec = withBoxes(async ({ visit }) => {
  const place = await visit.tab.evaluate(() => {
    const box = document.querySelector('fact-box')
    return [box?.previousElementSibling?.getAttribute('type'), box?.getAttribute('theme')]
  })
  assert.deepEqual(place, ['text/plain', 'dark'])
})

export const PLACEMENT: Record<string, Spec> = {
  quotations: {
    async check({ open }) {
      const visit = await open()
      await visit.expectBoxes(1, { host: 'blockquote' })
      await visit.expectNothingOutside({ host: 'blockquote' })
      const readQuotation = () =>
        visit.tab.evaluate(() => {
          const main = document.querySelector('main')
          const box = main?.querySelector('blockquote')?.shadowRoot?.querySelector('fact-box')
          return {
            isKept: main?.innerHTML === (window as unknown as { rendered: string }).rendered,
            lang: box?.shadowRoot?.querySelector('section')?.lang,
          }
        })
      assert.deepEqual(await readQuotation(), { isKept: true, lang: 'fa' })
      await visit.tab.evaluate(() => {
        const quotation = document.querySelector('blockquote')
        quotation?.replaceWith(quotation.cloneNode(true))
      })
      await visit.expectBoxes(1, { host: 'blockquote' })
      assert.deepEqual(await readQuotation(), { isKept: true, lang: 'fa' })
    },
  },
  'quotation-layouts': {
    async check({ open }) {
      const visit = await open()
      const places = await visit.until('all boxes', () => {
        const places = [...document.querySelectorAll('section')].map((section) => {
          const quotation = section.querySelector('blockquote')
          const box = quotation?.shadowRoot?.querySelector('fact-box')?.shadowRoot?.querySelector('section')
          const [own, words] = [box, section.querySelector('p')].map((one) => one?.getBoundingClientRect())
          const from = own && words ? [own.left - words.left, own.right - words.right].map(Math.round) : undefined
          const look = box && `${box.className} ${getComputedStyle(quotation as Element).boxShadow}`
          return { layout: section.className, from, look }
        })
        return places.length > 16 && places.every(({ from }) => from) && places
      })
      const expected = places.map(({ layout }) => ({ layout, from: [0, 0], look: 'light none' }))
      assert.deepEqual(places, expected)
    },
  },
  'quotation-updated': {
    async check({ open, service, box }) {
      service.answer(`/v1/topics/${OTHER_TOPIC}/box`, { type: 'application/json', body: renameBox(box) })
      const visit = await open()
      await visit.expectBoxes(1, { host: 'blockquote' })
      const change = (topic: string | undefined, words: string) =>
        visit.tab.evaluate(
          (topic, words) => {
            const quotation = document.querySelector('blockquote')
            for (const name of ['class', 'data-topic', 'cite']) if (!topic) quotation?.removeAttribute(name)
            if (topic) quotation?.setAttribute('data-topic', topic)
            quotation?.replaceChildren(words)
          },
          topic,
          words,
        )
      await change(OTHER_TOPIC, 'Of another topic.')
      const titles = await visit.until('the other topic', () => {
        const boxes = [...(document.querySelector('blockquote')?.shadowRoot?.querySelectorAll('fact-box') ?? [])]
        const titles = boxes.map(({ shadowRoot }) => shadowRoot?.querySelector('h2')?.textContent)
        return titles.every(Boolean) && titles
      })
      assert.deepEqual(titles, ['Another topic'])
      await change(undefined, 'Only words.')
      const isShown = await visit.tab.evaluate(() => {
        const quotation = document.querySelector('blockquote')
        const range = document.createRange()
        if (quotation) range.selectNodeContents(quotation)
        return range.getClientRects().length > 0 && !quotation?.shadowRoot?.querySelector('fact-box')
      })
      assert.ok(isShown, 'the words of the page are not shown')
    },
  },
  'base-href': withBoxes(async ({ visit, service }) => {
    const before = await visit.tab.evaluate(() => location.href)
    const hrefs = await visit.tab.evaluate(() =>
      [...(document.querySelector('fact-box')?.shadowRoot?.querySelectorAll('a') ?? [])].map((link) => link.href),
    )
    assert.ok(hrefs.some((href) => href.startsWith(service.origin)))
    const strays = await visit.tab.evaluate(() =>
      [...(document.querySelector('fact-box')?.shadowRoot?.querySelectorAll<HTMLElement>('a[href^="#"]') ?? [])].map(
        (link) => {
          link.click()
          return location.href
        },
      ),
    )
    assert.deepEqual(
      strays.filter((href) => href !== before),
      [],
      'left the page',
    )
  }),
  'in-dialog': {
    async check({ open }) {
      const visit = await open()
      await visit.tab.evaluate(() => document.querySelector('button')?.click())
      await visit.expectBoxes(2)
      await visit.expectOwnLook()
      // Escape closes the receipt, and only then the dialog.
      await visit.clickInBox('.lede sup a')
      await visit.until('a receipt', () => !!document.querySelector('fact-box')?.shadowRoot?.querySelector('.receipt'))
      for (const state of ['receipt dialog', 'dialog', '']) {
        const shown = await visit.tab.evaluate(() => {
          const receipt = document.querySelector('fact-box')?.shadowRoot?.querySelector('.receipt') && 'receipt'
          return [receipt, document.querySelector('dialog')?.open && 'dialog'].filter(Boolean).join(' ')
        })
        assert.equal(shown, state)
        if (state) await visit.tab.press('Escape')
      }
    },
  },
  'in-editor': withBoxes(async ({ visit, expectPageUnchanged }) => {
    await visit.expectOwnLook()
    assert.equal(
      await visit.tab.evaluate(() => {
        const title = document.querySelector('fact-box')?.shadowRoot?.querySelector('h2')
        return title?.isContentEditable
      }),
      false,
    )
    await expectPageUnchanged(visit)
  }),
  'in-form': {
    expectedErrors: /Failed to load resource/,
    async check({ open, service }) {
      service.answer('/v1/topics/no-such-topic/box', { status: 503, type: 'application/problem+json', body: '{}' })
      const visit = await open()
      await visit.expectBoxes()
      await visit.clickInBox('.row h3')
      await visit.until('the notice', () => {
        const box = document.querySelectorAll('fact-box')[1]
        box?.scrollIntoView()
        const retry = box?.shadowRoot?.querySelector('button')
        retry?.click()
        return !!retry
      })
      const form = await visit.tab.evaluate(() => ({
        sent: (window as unknown as { sent: number }).sent,
        fields: [...new FormData(document.querySelector('form') ?? undefined).keys()],
      }))
      assert.deepEqual(form, { sent: 0, fields: ['name'] })
    },
  },
  'in-shadow-root': {
    async check({ open }) {
      const visit = await open()
      await visit.expectBoxes(1, { host: 'side-bar' })
      await visit.expectOwnLook({ host: 'side-bar' })
    },
  },
  /** Browsers warn that they may block it on slow networks. */
  'document-write': withBoxes(
    async ({ visit }) => {
      await visit.expectOwnLook()
      const next = await visit.tab.evaluate(() => document.querySelector('fact-box')?.nextElementSibling?.localName)
      assert.equal(next, 'p')
    },
    { expectedErrors: /document\.write|unbalanced tree/ },
  ),
  'inlined-script': withBoxes(async ({ visit }) => {
    assert.equal(await visit.tab.evaluate(() => (window as unknown as { after: number }).after), 1)
  }),
  'tag-as-module': AT_THE_END,
  'tag-by-markup': withBoxes(async ({ visit }) => {
    await visit.expectOwnLook()
    assert.equal(await visit.tab.evaluate(() => document.querySelector('fact-box')?.parentElement?.id), 'slot')
  }),
  'tag-in-head': withBoxes(
    async ({ visit, expectPageUnchanged }) => {
      assert.equal(await visit.tab.evaluate(() => document.body.lastElementChild?.localName), 'fact-box')
      await expectPageUnchanged(visit)
    },
    { expectedErrors: /no place for the box/ },
  ),
  'tag-in-shadow-root': AT_THE_END,
  'tag-manager': withBoxes(async ({ visit }) => {
    await visit.expectOwnLook()
    assert.equal(await visit.tab.evaluate(() => document.querySelector('fact-box')?.parentElement?.id), 'slot')
  }),
  'template-clone': withBoxes(
    async ({ visit }) => {
      await visit.expectOwnLook()
    },
    { count: 3 },
  ),
  'script-without-its-tag': AT_ITS_TAG,
  'current-script-of-the-page': AT_ITS_TAG,
  'tag-run-from-head': AT_ITS_TAG,
}
