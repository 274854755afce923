/** Boxes with unusual content, several of them, or none. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { LANGS } from '../../../../widget/i18n/language.ts'
import { BOX_PATH, makeServed, TAG_PATH, TOPIC } from '../../../fixtures/box-service.ts'
import { type Spec, withBoxes } from '../../cases.ts'
import type { Accessible } from '../../engine.ts'
import { OTHER_TOPIC, renameBox } from '../other-topic.ts'

/** Headings, links and so on of a box with all rows open. */
const MIN_ACCESSIBLE = 30
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

function runSource(source: string): void {
  const script = document.createElement('script')
  script.textContent = source
  document.head.append(script)
}

function isShown(size: string, lang: string): boolean {
  const section = document.querySelector('fact-box')?.shadowRoot?.querySelector('section')
  return section?.lang === lang && !!section.querySelector('.timeline') === (size === 'full')
}

function openAll(): void {
  const root = document.querySelector('fact-box')?.shadowRoot
  for (const details of root?.querySelectorAll('details') ?? []) details.open = true
  const mark = root?.querySelector<HTMLElement>('.lede sup a')
  if (mark?.getAttribute('aria-expanded') === 'false') mark.click()
}

function hasReceipt(): boolean {
  const root = document.querySelector('fact-box')?.shadowRoot
  return !!root?.querySelector('.receipt') && root.querySelector('[role=status]')?.textContent !== ''
}

/** Lists controls without text, and drawings that are not hidden from assistive technology. */
function listNameless(): string[] {
  const root = document.querySelector('fact-box')?.shadowRoot
  const controls = [...(root?.querySelectorAll('a, summary, button') ?? [])].filter(
    (control) => !control.textContent?.trim() && !control.getAttribute('aria-label'),
  )
  const drawings = root?.querySelectorAll('svg:not([aria-hidden=true])') ?? []
  return [...controls, ...drawings].map(({ outerHTML }) => outerHTML)
}

/** Finds visible elements with a role: headings, links, rows that open, receipts, and announcements. */
function findAccessible(): Element[] {
  const root = document.querySelector('fact-box')?.shadowRoot
  return [...(root?.querySelectorAll('section, h2, h3, h4, a[href], .receipt') ?? [])].filter((element) =>
    element.checkVisibility(),
  )
}

/** Returns roles and names by the rules of HTML and ARIA (HTML-AAM). */
function readAccessible(find: string): Accessible[] {
  const elements: Element[] = new Function(`return (${find})()`)()
  return elements.map((element) => {
    const role = { A: 'link', SECTION: 'region', DIV: 'group' }[element.tagName] ?? 'heading'
    const name = element.getAttribute('aria-label') ?? element.textContent ?? ''
    return { role, name: name.replace(/\s+/g, ' ').trim() }
  })
}

async function runAxe(): Promise<unknown[]> {
  const { axe } = window as unknown as { axe: typeof import('axe-core') }
  const { violations } = await axe.run('fact-box')
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => JSON.stringify(target)).slice(0, 3)])
}

/** The maximum length of a title, less its fixed beginning. */
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)
const NAMES = /"(?:Iran Focus|VOA|Ryan Crocker|First round of talks|Second round of talks)"/g

interface Expected {
  dates: [startDate: string, endDate: string]
  words: Record<string, string[]>
}

/** The dates and durations that the box shows, by language. */
const TOPICS: Record<string, Expected> = {
  ancient: {
    dates: ['0079-08-24', '0081-09-13'],
    words: { en: ['24 August 79', '13 September 81'], ar: ['24 أغسطس 79'], fa: ['۲۴ اوت ۷۹', '۱۳ سپتامبر ۸۱'] },
  },
  long: {
    dates: ['0100', '9999-12-31'],
    words: { en: ['100', '31 December 9999'], ar: ['31 ديسمبر 9999'], fa: ['۱۰۰', '۳۱ دسامبر ۹۹۹۹'] },
  },
  months: {
    dates: ['2020-01', '2020-02'],
    words: { en: ['Jan', 'Feb'], ar: ['يناير', 'فبراير'], fa: ['ژانویه', 'فوریه'] },
  },
}

/** Converts Arabic digits, because engines differ in the digits that they write in Arabic. */
function writeDigits(text: string): string {
  return text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
}

/** Reads the text of the strip; adds the box if it is missing. */
function readText(topic: string, lang: string): string | undefined {
  let box = document.querySelector(`fact-box[topic="${topic}"][lang="${lang}"]`)
  if (!box) {
    box = document.createElement('fact-box')
    box.setAttribute('topic', topic)
    box.setAttribute('lang', lang)
    document.querySelector('h1')?.after(box)
  }
  return box.shadowRoot?.querySelector('.strip')?.textContent ?? undefined
}

const OTHER_ORIGIN = 'https://other.example'

export const CONTENT: Record<string, Spec> = {
  'other-scripts': withBoxes(
    async ({ visit, expectPageUnchanged }) => {
      const spoken = await visit.tab.evaluate(() =>
        [...document.querySelectorAll('fact-box')].map(({ shadowRoot }) => {
          const section = shadowRoot?.querySelector('section')
          return [section?.lang, section?.dir]
        }),
      )
      assert.deepEqual(spoken, [
        ['en', 'ltr'],
        ['fa', 'rtl'],
        ['tr', 'ltr'],
        ['fa', 'rtl'],
        ['en', 'ltr'],
      ])
      await expectPageUnchanged(visit)
    },
    { count: 5 },
  ),
  /** Elements without a name or a language, and what axe finds. */
  'assistive-tools': withBoxes(async ({ visit }) => {
    await visit.tab.evaluate(runSource, await readFile(AXE, 'utf8'))
    for (const size of ['compact', 'full']) {
      for (const lang of LANGS) {
        await visit.tab.evaluate(
          (attributes) => {
            const box = document.querySelector('fact-box')
            for (const [name, value] of attributes) box?.setAttribute(name, value)
          },
          [
            ['size', size],
            ['lang', lang],
          ] as const,
        )
        await visit.until(`the ${size} box in ${lang}`, isShown, size, lang)
        await visit.tab.evaluate(openAll)
        await visit.until('a receipt', hasReceipt)
        assert.deepEqual(await visit.tab.evaluate(listNameless), [], `${size} ${lang}`)
        assert.deepEqual(await visit.tab.evaluate(runAxe), [], `${size} ${lang}`)
        // Firefox takes seconds for each.
        if (lang === 'tr') continue
        const expected = await visit.tab.evaluate(readAccessible, `${findAccessible}`)
        assert.ok(expected.length > MIN_ACCESSIBLE, `only ${expected.length} elements of the ${size} box in ${lang}`)
        assert.deepEqual(await visit.tab.listMisread(findAccessible, expected), [], `${size} ${lang}`)
      }
    }
  }),
  'long-names': {
    async check({ open, service, box }) {
      const { renderTag } = await makeServed()
      const long = box.replaceAll(NAMES, JSON.stringify(LONG))
      assert.notEqual(long, box)
      const body = renderTag(service.origin, JSON.parse(long))
      service.answer(TAG_PATH, { type: 'text/javascript', body })
      const visit = await open()
      await visit.expectBoxes()
      await visit.tab.evaluate(() => {
        for (const part of document.querySelector('fact-box')?.shadowRoot?.querySelectorAll('details') ?? [])
          part.open = true
      })
      await visit.expectNothingOutside()
    },
  },
  'odd-dates': {
    async check({ open, service, box }) {
      const whole = JSON.parse(box)
      for (const [topic, { dates }] of Object.entries(TOPICS)) {
        const [first, last] = dates.map((startDate, index) => ({
          name: `Event ${index}`,
          startDate,
          datePrecision: 'day',
        }))
        const strip = { ...whole.strip, first, last, between: [] }
        const shown = { ...whole, topic, temporalCoverage: dates.join('/'), strip, timeline: undefined }
        service.answer(`/v1/topics/${topic}/box`, { type: 'application/json', body: JSON.stringify(shown) })
      }
      const visit = await open()
      for (const [topic, { words }] of Object.entries(TOPICS)) {
        for (const [lang, said] of Object.entries(words)) {
          const text = writeDigits(await visit.until(`${topic} in ${lang}`, readText, topic, lang))
          for (const date of said) assert.ok(text.includes(date), `${topic} in ${lang} has no ${date}: ${text}`)
          assert.doesNotMatch(text, /1[89]\d\d|۱۹۷۹|undefined|NaN/, `${topic} in ${lang}`)
        }
      }
    },
  },
  'many-boxes': withBoxes(
    async ({ service }) => {
      assert.equal(service.asked.filter((path) => path === BOX_PATH).length, 1)
    },
    { count: 200 },
  ),
  'same-topic': withBoxes(
    async ({ service }) => {
      // The tags bring the box; the elements ask for it where the whole script was first.
      assert.ok(service.asked.filter((path) => path === BOX_PATH).length < 2)
    },
    { count: 4 },
  ),
  'two-services': {
    async check({ open, service }) {
      const tag = await (await fetch(service.origin + TAG_PATH)).text()
      const other = tag.replaceAll(TOPIC, OTHER_TOPIC).replaceAll(service.origin, OTHER_ORIGIN)
      service.answer(`/embed/${OTHER_TOPIC}.js`, { type: 'text/javascript', body: other })
      const visit = await open()
      const pages = await visit.until('two boxes', () => {
        const links = [...document.querySelectorAll('fact-box')].map(({ shadowRoot }) =>
          shadowRoot?.querySelector<HTMLAnchorElement>('footer a')?.href.replace(/#.*/, ''),
        )
        return links.length === 2 && links.every(Boolean) && links
      })
      assert.deepEqual(pages, [`${service.origin}/topics/us-iran-iraq-talks`, `${OTHER_ORIGIN}/topics/${OTHER_TOPIC}`])
    },
  },
  'translated-box': {
    async check({ open, service, box }) {
      service.answer(`/v1/topics/${OTHER_TOPIC}/box`, { type: 'application/json', body: renameBox(box) })
      const visit = await open()
      const text = await visit.until('the other topic', () => {
        const text = document.querySelector('fact-box')?.shadowRoot?.textContent
        return text?.includes('Another topic') && text
      })
      assert.doesNotMatch(text, /Übersetzt/, 'texts of the topic before are left')
      await visit.tab.evaluate(() => {
        const box = document.querySelector('fact-box')
        box?.shadowRoot?.querySelector('details')?.setAttribute('open', '')
        // The page's own function.
        new Function('root', 'translate(root)')(box?.shadowRoot)
        box?.setAttribute('size', 'full')
      })
      const full = await visit.until('the full box', () => {
        const root = document.querySelector('fact-box')?.shadowRoot
        const isOpen = root?.querySelector('.row > details')?.hasAttribute('open')
        return !!root?.querySelector('.timeline') && `${isOpen} ${root.textContent}`
      })
      assert.match(full, /^true/, 'the row that a reader opened is closed')
      assert.doesNotMatch(full, /Übersetzt/, 'texts of the size before are left')
    },
  },
  'missing-topic': {
    expectedErrors: /Failed to load resource/,
    async check({ open }) {
      const visit = await open()
      const notice = await visit.until(
        'the notice',
        () => document.querySelector('fact-box')?.shadowRoot?.querySelector('[role=status]')?.textContent,
      )
      assert.match(notice, /could not be loaded/)
      assert.ok(
        await visit.tab.evaluate(() => document.querySelector('fact-box p')?.checkVisibility()),
        'the page’s own words are gone',
      )
    },
  },
}
