/** Page scripts that change what the widget uses, and readers without a mouse. */
import assert from 'node:assert/strict'
import { BOX_PATH, TOPIC } from '../../../fixtures/box-service.ts'
import { type Spec, withBoxes } from '../../cases.ts'
import type { Visit } from '../../visit.ts'
import { OTHER_TOPIC } from '../other-topic.ts'

/** The maximum number of focus stops between the top of the page and the first row of the box. */
const MAX_STOPS = 20

function readFocus({ tab }: Visit) {
  return tab.evaluate(() => {
    const focus = document.querySelector('fact-box')?.shadowRoot?.activeElement
    const place = focus?.getBoundingClientRect()
    const isSeen = !!place && place.bottom > 0 && place.top < innerHeight
    return { name: focus?.localName, isOpen: focus?.closest('details')?.open, isSeen }
  })
}

function focusFirstMark(): void {
  document.querySelector('fact-box')?.shadowRoot?.querySelector<HTMLElement>('sup a')?.focus()
}

function hasReceipt(): boolean {
  return !!document.querySelector('fact-box')?.shadowRoot?.querySelector('.receipt')
}

/** Expects the page's own words, and no box. */
async function expectWordsAlone(visit: Visit): Promise<void> {
  const shown = await visit.tab.evaluate(() => ({
    words: document.querySelector('fact-box p')?.checkVisibility(),
    boxes: [...document.querySelectorAll('fact-box')].filter(({ shadowRoot }) => shadowRoot?.querySelector('section'))
      .length,
  }))
  assert.deepEqual(shown, { words: true, boxes: 0 })
}

/** The message in which the script says why it stops. */
const SAID = /^(?:warn: )?fact-box: /

const OLDER_ENGINE: Spec = {
  async check({ open }) {
    const visit = await open()
    await visit.until('the page is there', () => document.readyState === 'complete')
    await expectWordsAlone(visit)
  },
}

/** Reads a document to which boxes were moved, including those of quotations. */
function openReceipts() {
  const quotation = document.querySelector('blockquote')?.shadowRoot?.querySelector('fact-box')
  for (const box of [...document.querySelectorAll('fact-box'), quotation]) {
    box?.shadowRoot?.querySelector<HTMLElement>('sup a')?.click()
  }
}

function readMoved() {
  const quotation = document.querySelector('blockquote')?.shadowRoot?.querySelector('fact-box')
  return [...document.querySelectorAll('fact-box'), quotation].map((box) => {
    const root = box?.shadowRoot
    const section = root?.querySelector('section')
    return {
      isStyled: !!section && getComputedStyle(section).containerType === 'inline-size',
      hasReceipt: !!root?.querySelector('.receipt'),
    }
  })
}

export const SCRIPTS: Record<string, Spec> = {
  'clobbered-names': withBoxes(
    async ({ visit, service }) => {
      const origins = await visit.tab.evaluate(() =>
        [...document.querySelectorAll('fact-box')].map(
          ({ shadowRoot }) => shadowRoot?.querySelector<HTMLAnchorElement>('footer a')?.origin,
        ),
      )
      assert.deepEqual(origins, [service.origin, service.origin])
    },
    { count: 2 },
  ),
  'extended-builtins': {
    async check({ open }) {
      const visit = await open()
      await visit.until('both boxes', () => {
        const boxes = [...document.querySelectorAll('fact-box')]
        boxes.at(-1)?.scrollIntoView({ behavior: 'instant' })
        return boxes.filter(({ shadowRoot }) => shadowRoot?.querySelector('h2')).length === 2
      })
      // The reading code needs a working JSON.
      await visit.tab.evaluate(() => {
        for (const { prototype } of [Array, String]) Reflect.deleteProperty(prototype, 'toJSON')
      })
      await visit.expectBoxes(2)
      await visit.expectOwnLook()
      // A quotation is ready again when it is moved.
      const ready = await visit.tab.evaluate(async (topic) => {
        const quotation = document.createElement('blockquote')
        quotation.className = 'fact-box'
        quotation.dataset.topic = topic
        const move = () =>
          new Promise((resolve) => {
            quotation.addEventListener('fact-box:ready', resolve, { once: true })
            document.body.prepend(quotation)
          })
        await move()
        await move()
        return quotation.shadowRoot?.childElementCount
      }, TOPIC)
      assert.equal(ready, 1)
    },
  },
  'frozen-builtins': withBoxes(
    async ({ visit, expectPageUnchanged }) => {
      await visit.expectOwnLook()
      await expectPageUnchanged(visit)
    },
    { count: 2 },
  ),
  'patched-elements': withBoxes(async ({ visit, expectPageUnchanged }) => {
    await visit.expectOwnLook()
    const seen = await visit.tab.evaluate(() => (window as unknown as { seen: string[] }).seen)
    assert.deepEqual(seen, ['define fact-box', 'attach fact-box open'])
    await expectPageUnchanged(visit)
  }),
  'patched-fetch': withBoxes(async ({ visit, service, expectPageUnchanged }) => {
    const calls = await visit.tab.evaluate(() => (window as unknown as { calls: string[] }).calls)
    assert.deepEqual(calls, [`${service.origin}${BOX_PATH} omit GET`])
    await expectPageUnchanged(visit)
  }),
  'polluted-prototype': withBoxes(
    async ({ visit }) => {
      await visit.expectOwnLook()
    },
    { count: 2 },
  ),
  'proxied-document': withBoxes(async () => {}),
  'own-element': {
    async check({ open, expectPageUnchanged }) {
      const visit = await open()
      const own = await visit.tab.evaluate(() => {
        const box = document.querySelector<HTMLElement>('fact-box')
        return {
          text: box?.textContent,
          isShown: (box?.getBoundingClientRect().height ?? 0) > 0,
          hasRoot: !!box?.shadowRoot,
        }
      })
      assert.deepEqual(own, { text: 'Of these the page has 1. Its own.', isShown: true, hasRoot: false })
      await expectPageUnchanged(visit)
    },
  },
  'older-copy': {
    async check({ open, expectPageUnchanged }) {
      const visit = await open()
      const texts = await visit.until('two older boxes', () => {
        const boxes = [...document.querySelectorAll<HTMLElement>('fact-box')]
        return (
          boxes.length === 2 &&
          boxes.map((box) => (box.offsetHeight > 0 || box.getBoundingClientRect().height > 0 ? box.textContent : ''))
        )
      })
      assert.deepEqual(texts, Array(2).fill(`An older fact box: ${TOPIC}`))
      await expectPageUnchanged(visit)
    },
  },
  'refused-roots': {
    expectedErrors: SAID,
    async check({ open }) {
      const visit = await open()
      const heights = await visit.until('the box in the closed root', () => {
        document.body.append(document.createElement('i'))
        const [refused, closed] = [...document.querySelectorAll('blockquote')].map((one) => one.offsetHeight)
        return !!closed && closed > 300 && [refused, closed]
      })
      assert.ok((heights[0] ?? 0) > 10, 'the page’s own words are gone')
    },
  },
  'older-engine': OLDER_ENGINE,
  'without-observers': { ...OLDER_ENGINE, expectedErrors: SAID },
  'document-refused': {
    ...OLDER_ENGINE,
    expectedErrors: SAID,
    async check(tools) {
      const visit = await tools.open()
      await visit.until('both scripts have run', () => (window as { hasRun?: boolean }).hasRun)
      await expectWordsAlone(visit)
      const consoleLog = await visit.tab.evaluate(() => (window as unknown as { consoleLog: string[] }).consoleLog)
      assert.deepEqual(
        consoleLog.filter((line) => !line.startsWith('warn: ')),
        [],
      )
    },
  },
  'other-document': {
    async check({ open, service, box }) {
      service.answer(`/v1/topics/${OTHER_TOPIC}/box`, {
        type: 'application/json',
        body: box.replaceAll(TOPIC, OTHER_TOPIC),
      })
      const visit = await open()
      await visit.until(
        'the box is in the frame',
        () => !!document.querySelector('iframe')?.contentDocument?.querySelector('fact-box'),
      )
      await visit.tab.evaluate(() => document.querySelector('iframe')?.scrollIntoView({ behavior: 'instant' }))
      const frame = await visit.tab.frame(0)
      await visit.expectBoxes(2, { frame })
      await visit.expectBoxes(1, { frame, host: 'blockquote' })
      await frame.evaluate(openReceipts)
      await visit.until('receipts in the frame', () => {
        const { contentDocument } = document.querySelector('iframe') ?? {}
        const quotation = contentDocument?.querySelector('blockquote')?.shadowRoot?.querySelector('fact-box')
        const boxes = [...(contentDocument?.querySelectorAll('fact-box') ?? []), quotation]
        return boxes.every((box) => box?.shadowRoot?.querySelector('.receipt'))
      })
      assert.deepEqual(await frame.evaluate(readMoved), Array(3).fill({ isStyled: true, hasReceipt: true }))
      const margin = await frame.evaluate(
        () => getComputedStyle(document.querySelector('blockquote') as Element).marginLeft,
      )
      assert.equal(margin, '0px', 'the quotation’s styles are gone')
      const isDark = await frame.evaluate(async () => {
        document.body.setAttribute('style', 'background: #111')
        await new Promise(requestAnimationFrame)
        return !!document.querySelector('fact-box')?.shadowRoot?.querySelector('.dark')
      })
      assert.ok(isDark, 'the box does not turn dark there')
    },
  },
  'by-keyboard': withBoxes(async ({ visit }) => {
    await visit.tab.press('Tab')
    // WebKit skips links unless the user enables them; then a script focuses them here.
    const first = await readFocus(visit)
    if (first.name !== 'a') await visit.tab.evaluate(focusFirstMark)
    assert.deepEqual({ ...(await readFocus(visit)), isOpen: undefined }, { name: 'a', isOpen: undefined, isSeen: true })
    await visit.tab.press('Enter')
    await visit.until('the receipt', hasReceipt)
    await visit.tab.press('Escape')
    assert.equal(await visit.tab.evaluate(hasReceipt), false)
    let focus = await readFocus(visit)
    assert.equal(focus.name, 'a')
    for (let count = 0; focus.name !== 'summary' && count < MAX_STOPS; count++) {
      await visit.tab.press('Tab')
      focus = await readFocus(visit)
    }
    assert.deepEqual(focus, { name: 'summary', isOpen: false, isSeen: true })
    await visit.tab.press('Enter')
    assert.equal((await readFocus(visit)).isOpen, true)
    await visit.tab.press('Enter')
    assert.equal((await readFocus(visit)).isOpen, false)
  }),
}
