/** A topic as small as the schema allows, about a lamp that never was. */
import type { Authored } from '../../data/authored.ts'

const SHA256 = '0123456789abcdef'.repeat(4)
const CITATION = { article: 'lamp-report', locator: { start: 0, end: 9, sha256: SHA256 } }
const cite = (text: string) => ({ text, citations: [CITATION] })

export function createTinyTopic(id: string): Authored {
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
      unknowns: [],
      corrections: [],
      retired: [],
    },
    parties: {
      people: [
        {
          id: 'lamp-keeper',
          name: 'Keeper',
          alternateName: [],
          roles: [{ roleName: 'keeper', citations: [CITATION] }],
          sameAs: [],
        },
      ],
      organizations: [],
    },
    articles: [
      {
        id: 'lamp-report',
        headline: 'Lamp lit',
        publisher: 'Lantern Bay Courier',
        inLanguage: 'en',
        genre: 'news',
        outletNote: { text: 'The Courier is made up.', basis: 'Our note.' },
        summary: [cite('A lamp was lit.'), cite('Nobody saw it.'), cite('It went out.')],
        textDigest: SHA256,
        source: { file: 'lamp.txt', firstLine: 1, lastLine: 1 },
      },
    ],
    events: [
      {
        id: 'lighting',
        name: 'Lighting',
        description: 'The lamp was lit.',
        datePrecision: 'unknown',
        dateBasis: 'The report gives none.',
        participants: [],
        citations: [CITATION],
      },
    ],
    statements: [
      {
        id: 'nobody-saw',
        text: 'The Lantern Bay Courier said nobody saw the lamp.',
        status: 'reported',
        reportedBy: 'lamp-report',
        about: [],
        citations: [CITATION],
      },
    ],
  }
}
