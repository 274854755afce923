/** The result in words: the line that is read out, and the notes under it. */
import { create } from './dom.ts'
import type { Examination, ExaminedPassage } from './examination.ts'

export function describeResult({ passages }: Examination): string {
  const standing = passages.filter(({ outcome }) => outcome !== 'missing').length
  const moved = passages.filter(({ outcome }) => outcome === 'moved').length
  if (standing === 0) return 'None of the passages found'
  const result = `${standing} of ${passages.length} passages found`
  return moved === 0 ? result : `${result}, ${moved} of them moved`
}

export function renderNotes(examination: Examination, milliseconds: number): HTMLElement {
  const { article, passages, assertions, citations } = examination
  if (citations.found === 0) return create('div', { class: 'notes' }, create('p', {}, describeStranger(examination)))
  return create(
    'div',
    { class: 'notes' },
    create('p', { class: 'strip', 'aria-hidden': 'true' }, ...passages.map(renderTick)),
    create(
      'p',
      {},
      create('cite', { lang: article.inLanguage }, article.headline),
      `, ${article.publisher}. ${citations.found} of ${citations.total} citations hold, in ${assertions.length} sentences of the fact box.`,
    ),
    ...describeText(examination).map((text) => create('p', {}, text)),
    listMissing(passages),
    create(
      'p',
      { class: 'receipt' },
      `Checked on your device in ${formatDuration(milliseconds)}; nothing was uploaded.`,
    ),
  )
}

function renderTick({ outcome }: ExaminedPassage): HTMLElement {
  return create('i', { class: outcome })
}

/** No word of the article is held here, so why nothing was found is for the reader to see. */
function describeStranger({ article, isChosen }: Examination): string {
  const other = isChosen ? `“${article.headline}” (${article.publisher})` : 'any article that the fact box cites'
  return `This does not seem to be the text of ${other}. A translation, a new edition or other quotation marks give other fingerprints too.`
}

function describeText({ passages, shift, isWhole }: Examination): string[] {
  if (isWhole) return ['Your text is the article as we read it, to the last character.']
  const notes: string[] = []
  const standing = passages.filter(({ outcome }) => outcome !== 'missing')
  if (shift > 0)
    notes.push(`Your text has ${count(shift)} before the article begins, so its passages stand that much further on.`)
  if (shift < 0)
    notes.push(`Your text begins ${count(-shift)} into the article, so its passages stand that much earlier.`)
  if (standing.some(({ outcome }) => outcome === 'moved')) {
    notes.push('Some passages have moved against the others: words between them were added or taken out.')
  }
  return notes
}

function listMissing(passages: ExaminedPassage[]): HTMLElement | undefined {
  const numbers = passages.filter(({ outcome }) => outcome === 'missing').flatMap(({ assertions }) => assertions)
  const sentences = [...new Set(numbers)].sort((a, b) => a - b)
  if (sentences.length === 0) return undefined
  const links = sentences.flatMap((number, i) => [i > 0 && ', ', create('a', { href: `#sentence-${number}` }, number)])
  return create('p', {}, 'Sentences with a passage missing: ', ...links, '.')
}

function count(characters: number): string {
  return `${characters} ${characters === 1 ? 'character' : 'characters'}`
}

function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}
