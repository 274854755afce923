import type { Authored } from '../schema/authored.ts'
import type { Statement } from '../schema/entities.ts'
import type { Finding } from './finding.ts'
import { listTexts } from './texts.ts'

const MAX_QUOTED_WORDS = 15
const QUOTED = /[“"«]([^”"»]*)[”"»]/gu

/** Quotation marks stand only around words of a declared quote, and a quote is a short fragment. */
export function checkQuotes(authored: Authored): Finding[] {
  const quotes = authored.statements.flatMap(({ quote }) => (quote ? [quote.text] : []))
  const undeclared = listTexts(authored).flatMap(({ text, file, path }) =>
    [...text.matchAll(QUOTED)]
      .map((match) => match[1] ?? '')
      .filter((words) => !quotes.some((quote) => quote.includes(words)))
      .map((words) => ({
        file,
        path,
        problem: `“${words}” stands in quotation marks but is no declared quote`,
        remedy: 'declare it under quote of a statement, or paraphrase it without quotation marks',
      })),
  )
  return [...authored.statements.flatMap(checkLength), ...undeclared]
}

/** The text without what stands in quotation marks, which `checkQuotes` holds to be declared. */
export function dropQuotations(text: string): string {
  return text.replace(QUOTED, '“”')
}

function checkLength({ quote }: Statement, index: number): Finding[] {
  const words = quote?.text.split(/\s+/u).length ?? 0
  if (words <= MAX_QUOTED_WORDS) return []
  const problem = `the quote has ${words} words; ${MAX_QUOTED_WORDS} are the most`
  const remedy = 'keep a shorter fragment and paraphrase the rest'
  return [{ file: 'statements.yml', path: [index, 'quote', 'text'], problem, remedy }]
}
