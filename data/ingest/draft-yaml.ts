/**
 * Prints a draft as YAML to paste into articles.yml. It does not contain the source's text: passages are shown by their first
 * and last words.
 */
import { stringify } from 'yaml'
import type { Citation } from '../schema/entities.ts'
import type { Draft } from './draft.ts'
import type { LineRange } from './text-blocks.ts'

/** In YAML this is a list, where the schema wants a text: check rejects it and shows it as the value. */
const TO_DO = '[to do]'
const GENRES = 'news, editorial, analysis, document, press release or transcript'

export function printDraft({ record, notes, passages, doubtful, source, cut }: Draft): string {
  const { id, headline, publisher, dateline, datePublished, dateBasis, url, inLanguage, textDigest } = record
  return [
    `# DRAFT. It fails check until every ${TO_DO} is filled, the summary is written and the line with draft is removed.`,
    `# Kept: ${printRange(source)}. Cut: ${cut.length > 0 ? cut.map(printRange).join(', ') : 'nothing'}.`,
    ...(doubtful.length > 0
      ? [
          `# Look at ${doubtful.map(printRange).join(', ')}: kept, but perhaps not part of the article. Choose with --from and --to.`,
        ]
      : []),
    '- draft: true # remove this line when the record is complete',
    `${field('id', id)} # the last part of its URL; citations name it`,
    field('headline', headline),
    // On its own line: behind a text, check would report a comment as text cut off by YAML.
    ...(notes.publisher === undefined ? [] : [`  # publisher: ${notes.publisher}`]),
    field('publisher', publisher),
    ...(dateline === undefined ? [] : [field('dateline', dateline)]),
    ...(datePublished === undefined
      ? [`  # datePublished: ${notes.datePublished}`, '  # dateBasis:']
      : [
          ...(notes.datePublished === undefined ? [] : [`  # datePublished: ${notes.datePublished}`]),
          field('datePublished', datePublished),
          field('dateBasis', dateBasis),
        ]),
    url === undefined ? '  # url: the article’s URL, if it has one' : field('url', url),
    field('inLanguage', inLanguage),
    `  genre: ${TO_DO} # ${GENRES}`,
    '  outletNote: # our own: what kind of source this is, in neutral words',
    `    text: ${TO_DO}`,
    '    # where we know it from',
    `    basis: ${TO_DO}`,
    '    # url: its URL, if it has one',
    '  summary: [] # to do: replace [] with 3 to 6 sentences in our own words, each with the passages that support it, such as',
    ...passages.flatMap(({ hint, citation }) => [`  #   ${hint}`, ...printCitation(citation)]),
    field('textDigest', textDigest),
    '  source:',
    `    file: ${stringify(record.source.file, { lineWidth: 0 }).trim()}`,
    `    firstLine: ${record.source.firstLine}`,
    `    lastLine: ${record.source.lastLine}`,
    '',
  ].join('\n')
}

function field(name: string, value: string | undefined): string {
  return `  ${name}: ${value === undefined ? TO_DO : stringify(value, { lineWidth: 0 }).trim()}`
}

/** Indented so that it fits below a sentence of the summary when the `#` is removed. */
function printCitation(citation: Citation): string[] {
  const yaml = stringify([citation], { lineWidth: 0 }).trimEnd()
  return yaml.split('\n').map((line) => `  #     ${line}`)
}

function printRange({ firstLine, lastLine }: LineRange): string {
  return firstLine === lastLine ? `line ${firstLine}` : `lines ${firstLine}-${lastLine}`
}
