/** A small topic about a ferry, with two sources made up for tests: written into a folder as a verified topic of an editor. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { createLocator, extractBody, findPassages } from '../data/citations.ts'
import type { Authored } from '../data/schema/authored.ts'
import type { Citation } from '../data/schema/entities.ts'
import { sha256Hex } from '../data/sha256.ts'
import { createStamp } from '../data/verification-stamp.ts'

export const TOPIC = 'harbour-ferry'
export const GAZETTE = 'gazette-ferry-returns'
export const LETTER = 'letter-on-the-ferry'

/** Lines 5 to 8 are the article; the teaser above them repeats its first sentence. */
export const GAZETTE_DOCUMENT = `Home | News | Weather
The ferry returns
The ferry crossed the harbour again on Monday. Read more …

The ferry crossed the harbour again on Monday. Mayor Ada Quill called it “a good day for both shores” and thanked the crew.

The boat carries forty people. It had been in the yard since March, the harbour office said.
A second boat is planned for the autumn, according to the mayor.

Most read: Lighthouse keeper retires
Subscribe to our newsletter
`

/** Lines 1 and 2 are the article. */
export const LETTER_DOCUMENT = `As a rower I doubt that one boat will do. The queue on Monday was as long as the pier.
The harbour office should publish its timetable, and soon.
`

export const SOURCES = {
  [GAZETTE]: { file: 'gazette.txt', firstLine: 5, lastLine: 8, document: GAZETTE_DOCUMENT },
  [LETTER]: { file: 'letter.txt', firstLine: 1, lastLine: 2, document: LETTER_DOCUMENT },
}
type ArticleId = keyof typeof SOURCES

export const bodyOf = (id: ArticleId): string => extractBody(SOURCES[id].document, SOURCES[id])

/** A citation of words that stand once in an article. */
export async function cite(article: ArticleId, words: string): Promise<Citation> {
  const body = bodyOf(article)
  const [place, ...others] = findPassages(body, words)
  if (!place || others.length > 0) throw new Error(`“${words}” stands ${others.length} times too often, or not at all`)
  return { article, locator: await createLocator(body, place.start, place.end) }
}

export interface SyntheticTopic {
  /** Where `--topics` and TOPICS_FOLDER look. */
  topicsFolder: string
  sourcesFolder: string
  stateFolder: string
  remove: () => Promise<void>
}

export async function writeSyntheticTopic(): Promise<SyntheticTopic> {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-'))
  const topicsFolder = join(folder, 'topics')
  const sourcesFolder = join(folder, 'sources')
  await mkdir(join(topicsFolder, TOPIC), { recursive: true })
  await mkdir(sourcesFolder)
  const authored = await authorTopic()
  const stamp = await createStamp(authored as unknown as Authored)
  await writeFile(join(topicsFolder, TOPIC, 'verified.json'), JSON.stringify(stamp))
  for (const [name, content] of Object.entries(authored)) {
    await writeFile(join(topicsFolder, TOPIC, `${name}.yml`), stringify(content, { aliasDuplicateObjects: false }))
  }
  for (const { file, document } of Object.values(SOURCES)) await writeFile(join(sourcesFolder, file), document)
  return {
    topicsFolder,
    sourcesFolder,
    stateFolder: join(folder, 'state'),
    remove: () => rm(folder, { recursive: true }),
  }
}

async function authorTopic() {
  const crossing = await cite(GAZETTE, 'The ferry crossed the harbour again on Monday')
  const mayor = await cite(GAZETTE, 'Mayor Ada Quill called it “a good day for both shores” and thanked the crew')
  const capacity = await cite(GAZETTE, 'The boat carries forty people')
  const yard = await cite(GAZETTE, 'It had been in the yard since March, the harbour office said')
  const second = await cite(GAZETTE, 'A second boat is planned for the autumn, according to the mayor')
  const doubt = await cite(LETTER, 'I doubt that one boat will do')
  const queue = await cite(LETTER, 'The queue on Monday was as long as the pier')
  const timetable = await cite(LETTER, 'The harbour office should publish its timetable')
  return {
    topic: {
      id: TOPIC,
      name: 'The harbour ferry',
      abstract: [
        { text: 'The ferry runs again, and a reader doubts that it is enough.', citations: [crossing, doubt] },
      ],
      temporalCoverage: '2026-03/2026-05',
      license: 'https://creativecommons.org/licenses/by/4.0/',
      attributionText: 'Fact box: The harbour ferry',
    },
    parties: {
      people: [{ id: 'ada-quill', name: 'Ada Quill', roles: [{ roleName: 'mayor', citations: [mayor] }] }],
      organizations: [
        { id: 'harbour-office', name: 'Harbour office', roles: [{ roleName: 'runs the ferry', citations: [yard] }] },
      ],
    },
    articles: [
      await authorArticle(GAZETTE, 'The ferry returns', 'Harbour Gazette', [crossing, capacity, second]),
      await authorArticle(LETTER, 'One boat <will> not do', 'Pier Letters', [doubt, queue, timetable]),
    ],
    events: [
      {
        id: 'return',
        name: 'The ferry returns',
        description: 'The ferry crossed the harbour after weeks in the yard.',
        datePrecision: 'unknown',
        dateBasis: 'The report says Monday and no date.',
        citations: [crossing, yard],
      },
    ],
    statements: [
      {
        id: 'good-day',
        text: 'The mayor welcomed the return.',
        status: 'claimed',
        claimant: 'ada-quill',
        reportedBy: GAZETTE,
        quote: { text: 'a good day for both shores', spokenBy: 'ada-quill' },
        citations: [mayor],
      },
      {
        id: 'second-boat',
        text: 'A second boat is to follow.',
        status: 'planned',
        reportedBy: GAZETTE,
        citations: [second],
      },
    ],
  }
}

async function authorArticle(id: ArticleId, headline: string, publisher: string, citations: Citation[]) {
  const { file, firstLine, lastLine } = SOURCES[id]
  return {
    id,
    headline,
    publisher,
    inLanguage: 'en',
    genre: 'news',
    outletNote: { text: 'Made up for tests.', basis: 'Our note.' },
    summary: citations.map((citation, i) => ({ text: `Sentence ${i + 1} of our summary.`, citations: [citation] })),
    textDigest: await sha256Hex(bodyOf(id)),
    source: { file, firstLine, lastLine },
  }
}
