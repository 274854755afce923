/**
 * A topic as small as the schema allows, about a lamp that does not exist. Every text of an item contains the item's mark, so that
 * removed text can be searched for.
 */
import type { Authored } from '../../data/schema/authored.ts'

const SHA256 = '0123456789abcdef'.repeat(4)
const REPORT = 'lamp-report'
const LETTER = 'lamp-letter'
const citation = (article: string) => ({ article, locator: { start: 0, end: 9, sha256: SHA256 } })
const cite = (text: string, article = REPORT) => ({ text, citations: [citation(article)] })

/** Returns a word that only the texts of this item contain. */
export const markOf = (topic: string, item: string) => `${topic}${item.replaceAll('-', '')}mark`

/** The items that can be withdrawn, each with the items that require it. */
export const DEPENDANTS: Readonly<Record<string, readonly string[]>> = {
  lighting: [],
  dimming: [],
  'keeper-saw': [],
  'nobody-saw': [],
  'who-lit-it': [],
  'lamp-keeper': ['keeper-saw'],
  'lamp-letter': ['keeper-saw'],
}

export const CORRECTED_ITEM = 'lighting'

function article(topic: string, id: string, publisher: string): Authored['articles'][number] {
  const mark = markOf(topic, id)
  return {
    id,
    headline: `Lamp lit, ${mark}`,
    publisher: `${publisher} ${mark}`,
    inLanguage: 'en',
    genre: 'news',
    outletNote: { text: `Made up, ${mark}.`, basis: `Our note, ${mark}.` },
    summary: ['A lamp was lit', 'Nobody saw it', 'It went out'].map((text) => cite(`${text}, ${mark}.`, id)),
    textDigest: SHA256,
    source: { file: 'lamp.txt', firstLine: 1, lastLine: 1 },
  }
}

function event(topic: string, id: string): Authored['events'][number] {
  const mark = markOf(topic, id)
  return {
    id,
    name: `A ${mark}`,
    description: `The lamp, ${mark}.`,
    datePrecision: 'unknown',
    dateBasis: `The report gives none, ${mark}.`,
    participants: [],
    citations: [citation(REPORT)],
  }
}

export function createTinyTopic(id: string): Authored {
  const mark = (item: string) => markOf(id, item)
  return {
    topic: {
      id,
      name: 'The lamp',
      alternateName: [],
      inLanguage: 'en',
      abstract: [cite('A lamp was lit.')],
      temporalCoverage: '2031-03-12',
      license: 'https://license.example/',
      attributionText: 'The lamp, made up for tests',
      unknowns: [{ id: 'who-lit-it', text: `Who lit it, ${mark('who-lit-it')}?`, event: 'lighting' }],
      corrections: [],
      retired: [],
    },
    parties: {
      people: [
        {
          id: 'lamp-keeper',
          name: `Keeper ${mark('lamp-keeper')}`,
          alternateName: [],
          roles: [{ roleName: `keeper ${mark('lamp-keeper')}`, citations: [citation(REPORT)] }],
          sameAs: [],
        },
      ],
      organizations: [],
    },
    articles: [article(id, REPORT, 'Lantern Bay Courier'), article(id, LETTER, 'Lantern Bay Letters')],
    events: [event(id, 'lighting'), event(id, 'dimming')],
    statements: [
      {
        id: 'nobody-saw',
        text: `Nobody saw the lamp, ${mark('nobody-saw')}.`,
        status: 'reported',
        reportedBy: REPORT,
        about: [],
        citations: [citation(REPORT)],
      },
      {
        id: 'keeper-saw',
        text: `The keeper saw the lamp, ${mark('keeper-saw')}.`,
        status: 'claimed',
        claimant: 'lamp-keeper',
        reportedBy: LETTER,
        about: [],
        event: 'lighting',
        citations: [citation(LETTER)],
      },
    ],
  }
}
