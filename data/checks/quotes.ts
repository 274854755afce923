import type { Authored } from '../authored.ts'
import type { Statement } from '../entities.ts'
import type { Finding } from '../finding.ts'

const MAX_QUOTED_WORDS = 15
const QUOTED = /[“"«]([^”"»]*)[”"»]/gu

/** Quotation marks stand only around words of a declared quote, and a quote is a short fragment. */
export function checkQuotes({ statements }: Authored): Finding[] {
  return statements.flatMap((statement, i) => [...checkLength(statement, i), ...checkQuotedWords(statement, i)])
}

function checkLength({ quote }: Statement, index: number): Finding[] {
  const words = quote?.text.split(/\s+/u).length ?? 0
  if (words <= MAX_QUOTED_WORDS) return []
  const problem = `the quote has ${words} words; ${MAX_QUOTED_WORDS} are the most`
  return [
    {
      file: 'statements.yml',
      path: [index, 'quote', 'text'],
      problem,
      remedy: 'keep a shorter fragment and paraphrase the rest',
    },
  ]
}

function checkQuotedWords({ text, quote }: Statement, index: number): Finding[] {
  const undeclared = [...text.matchAll(QUOTED)]
    .map((match) => match[1] ?? '')
    .filter((words) => !quote?.text.includes(words))
  return undeclared.map((words) => ({
    file: 'statements.yml',
    path: [index, 'text'],
    problem: `“${words}” stands in quotation marks but is no declared quote`,
    remedy: 'declare it under quote, or paraphrase it without quotation marks',
  }))
}
