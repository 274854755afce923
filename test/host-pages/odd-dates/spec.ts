import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

interface Expected {
  dates: [startDate: string, endDate: string]
  words: Record<string, string[]>
}

/** What the box says when and for how long, by language. */
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

export async function check({ open, service, box }: Tools): Promise<void> {
  const whole = JSON.parse(box)
  for (const [topic, { dates }] of Object.entries(TOPICS)) {
    const [first, last] = dates.map((startDate, index) => ({ name: `Event ${index}`, startDate, datePrecision: 'day' }))
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
}

/** Engines differ in the digits that they write in Arabic. */
function writeDigits(text: string): string {
  return text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
}

/** Of the strip, in a box that is added if it is not there. */
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
