/**
 * Drafts an article's record: values found in the saved page, and placeholders for the editor. The strict schema rejects a
 * draft because of its `draft` field, its empty summary and each field to do. Pure.
 */

import { type Failure, fail } from '../checks/finding.ts'
import { listIdWords } from '../checks/ids.ts'
import { extractBody, normaliseText } from '../citations/locate.ts'
import { sha256Hex } from '../citations/sha256.ts'
import type { AuthoredArticle } from '../schema/authored.ts'
import { findDateline, findPublicationDate } from './dates.ts'
import type { PageText } from './html-page.ts'
import { detectLanguage } from './html-text.ts'
import { type KeyPassage, proposePassages } from './key-passages.ts'
import type { LineRange } from './text-blocks.ts'
import { findDoubtful, type ProposedBody, proposeBody } from './text-body.ts'

/** An editor's choices; each replaces the proposed value. */
export interface DraftChoices {
  from?: number
  to?: number
  id?: string
  url?: string
  inLanguage?: string
}

type DraftRecord = { draft: true; id: string; summary: [] } & Partial<Omit<AuthoredArticle, 'id' | 'summary'>> &
  Pick<AuthoredArticle, 'textDigest' | 'source'>

export interface Draft {
  kind: 'draft'
  /** The kept body, normalised; offsets refer to it. */
  text: string
  source: LineRange
  /** All other lines of the document. */
  cut: LineRange[]
  /** Lines in the body that look like page furniture (menus, captions, teasers). */
  doubtful: LineRange[]
  record: DraftRecord
  /** By field: why it is missing or needs to be reviewed. */
  notes: Partial<Record<keyof AuthoredArticle, string>>
  passages: KeyPassage[]
}

/** The language for months and sentences if none is detected. */
const ASSUMED_LANGUAGE = 'en'
const MAX_ID_WORDS = 8
/** How many first lines of the article may contain the dateline. */
const DATELINE_REACH = 3
/** How many first lines of the article may belong to its title. */
const OPENING_LINES = 4

/** Creates a draft. `file` is the name under which the document is saved, for `verify`. */
export async function createDraft(page: PageText, file: string, choices: DraftChoices = {}): Promise<Draft | Failure> {
  const lines = page.text.split(/\r\n|\r|\n/)
  // Text extracted from HTML is only the article; in other text the article must be found.
  const proposed = page.doubtful ? { firstLine: 1, lastLine: lines.length } : proposeBody(page.text)
  const source = chooseLines(proposed, choices, lines.length)
  if (typeof source === 'string') return fail(`${file}: ${source}`)
  const text = extractBody(page.text, source)
  if (text === '') return fail(`${file}: lines ${source.firstLine} to ${source.lastLine} are empty`)
  const { record, notes } = await createRecord({ page, proposed, choices, text, lines, source: { file, ...source } })
  return {
    kind: 'draft',
    text,
    source,
    cut: [
      { firstLine: 1, lastLine: source.firstLine - 1 },
      { firstLine: source.lastLine + 1, lastLine: lines.length },
    ].filter((range) => range.firstLine <= range.lastLine),
    doubtful: page.doubtful ? clip(page.doubtful, source) : findDoubtful(page.text, source),
    record,
    notes,
    passages: await proposePassages(text, record, record.inLanguage ?? ASSUMED_LANGUAGE),
  }
}

function clip(ranges: LineRange[], { firstLine, lastLine }: LineRange): LineRange[] {
  return ranges
    .map((range) => ({
      firstLine: Math.max(range.firstLine, firstLine),
      lastLine: Math.min(range.lastLine, lastLine),
    }))
    .filter((range) => range.firstLine <= range.lastLine)
}

/** Returns the lines of the article, or a message if the editor's choice is invalid. */
function chooseLines(
  proposed: ProposedBody | undefined,
  { from, to }: DraftChoices,
  count: number,
): LineRange | string {
  const firstLine = from ?? proposed?.firstLine
  const lastLine = to ?? proposed?.lastLine
  if (firstLine === undefined || lastLine === undefined)
    return 'no paragraph found; say which lines are the article with --from and --to'
  if (firstLine > lastLine || lastLine > count)
    return `lines ${firstLine} to ${lastLine} are not a range of a document of ${count} lines`
  return { firstLine, lastLine }
}

interface Material {
  page: PageText
  proposed: ProposedBody | undefined
  choices: DraftChoices
  /** The kept body, normalised. */
  text: string
  /** The lines of the whole document. */
  lines: string[]
  source: AuthoredArticle['source']
}

async function createRecord({
  page,
  proposed,
  choices,
  text,
  lines,
  source,
}: Material): Promise<Pick<Draft, 'record' | 'notes'>> {
  const inLanguage = choices.inLanguage ?? page.inLanguage ?? detectLanguage(text)
  const language = inLanguage ?? ASSUMED_LANGUAGE
  const url = choices.url ?? page.url
  const headline = page.headline ?? proposed?.headline?.text
  const publisher = page.publisher ?? proposed?.outlet?.text
  // A line or two, such as `For immediate release`, can precede the dateline.
  const first = lines
    .slice(source.firstLine - 1, source.lastLine)
    .map(normaliseText)
    .filter(Boolean)
  const dateline = [text, ...first.slice(1, DATELINE_REACH)]
    .map((paragraph) => findDateline(paragraph, language))
    .find((found) => found !== undefined)
  const above = lines.slice(0, source.firstLine - 1)
  const below = lines.slice(source.lastLine)
  const opening = lines.slice(0, source.firstLine + OPENING_LINES).join('\n')
  const { published } = page
  const dated = findPublicationDate({
    ...(published ? { published } : {}),
    dateline,
    above,
    below,
    opening,
    url,
    language,
  })
  const record: DraftRecord = {
    draft: true,
    id: choices.id ?? createId(headline ?? '', language),
    ...(headline === undefined ? {} : { headline }),
    ...(publisher === undefined ? {} : { publisher }),
    ...(dateline ? { dateline: dateline.text } : {}),
    ...('date' in dated ? { datePublished: dated.date, dateBasis: dated.basis } : {}),
    ...(url === undefined ? {} : { url }),
    ...(inLanguage === undefined ? {} : { inLanguage }),
    summary: [],
    textDigest: await sha256Hex(text),
    source,
  }
  const publisherNote =
    page.publisherNote ??
    (page.publisher === undefined && publisher !== undefined
      ? `proposed from line ${proposed?.outlet?.line}, which adds this name to the first paragraph`
      : undefined)
  return {
    record,
    notes: {
      ...(publisherNote === undefined ? {} : { publisher: publisherNote }),
      ...('reason' in dated ? { datePublished: dated.reason } : {}),
      ...(page.publishedNote === undefined ? {} : { datePublished: page.publishedNote }),
    },
  }
}

function createId(headline: string, language: string): string {
  const words = listIdWords(headline)
  // A headline in a script other than Latin gives no words for an id.
  if (words.length < 2) return `article-in-${language.toLowerCase()}`
  return words.slice(0, MAX_ID_WORDS).join('-').slice(0, 80).replace(/-$/, '')
}
