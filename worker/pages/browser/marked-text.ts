/** The reader's text with each passage marked, and after each passage the numbers of the sentences that rest on it. */
import { create } from './dom.ts'
import type { Examination, ExaminedPassage } from './examination.ts'

interface Line {
  start: number
  end: number
}

type PlacedPassage = ExaminedPassage & Required<Pick<ExaminedPassage, 'place'>>

export function renderMarkedText(examination: Examination): HTMLElement {
  const placed = examination.passages.filter((passage): passage is PlacedPassage => passage.place !== undefined)
  const lines = splitLines(examination)
  const isMarked = ({ start, end }: Line) => placed.some(({ place }) => place.start < end && place.end > start)
  const first = lines.findIndex(isMarked)
  const last = lines.findLastIndex(isMarked)
  const render = (line: Line) => renderLine(examination.text, line, placed)
  return create(
    'div',
    { class: 'marked', lang: examination.article.inLanguage, dir: 'auto' },
    renderRest('Before the first passage', lines.slice(0, first).map(render)),
    ...lines.slice(first, last + 1).map(render),
    renderRest('After the last passage', lines.slice(last + 1).map(render)),
  )
}

function splitLines({ text, lineStarts }: Examination): Line[] {
  return lineStarts.map((start, i) => ({ start, end: (lineStarts[i + 1] ?? text.length + 1) - 1 }))
}

/** Page furniture, mostly: there for who wants to see it. */
function renderRest(title: string, lines: HTMLElement[]): HTMLElement | undefined {
  if (lines.length === 0) return undefined
  return create('details', { class: 'rest', lang: 'en', dir: 'ltr' }, create('summary', {}, title), ...lines)
}

/** Passages may overlap, so a line is cut wherever one begins or ends. */
function renderLine(text: string, line: Line, placed: PlacedPassage[]): HTMLElement {
  const edges = placed.flatMap(({ place }) => [place.start, place.end]).filter((at) => at > line.start && at < line.end)
  const cuts = [...new Set([line.start, ...edges, line.end])].sort((a, b) => a - b)
  const paragraph = create('p')
  cuts.slice(0, -1).forEach((start, i) => {
    const end = cuts[i + 1] ?? line.end
    const covering = placed.filter(({ place }) => place.start <= start && place.end >= end)
    paragraph.append(
      covering.length === 0 ? text.slice(start, end) : renderMark(text.slice(start, end), start, covering),
    )
    const ending = placed.filter(({ place }) => place.end === end)
    if (ending.length > 0) paragraph.append(renderReferences(ending))
  })
  return paragraph
}

function renderMark(words: string, start: number, covering: PlacedPassage[]): HTMLElement {
  const begins = covering.filter(({ place }) => place.start === start)
  const mark = create('mark', { 'data-passages': covering.map(({ number }) => number).join(' ') })
  if (covering.every(({ outcome }) => outcome === 'moved')) mark.className = 'elsewhere'
  if (covering.length > 1) mark.classList.add('twice')
  mark.append(...begins.map(({ number }) => create('span', { id: `passage-${number}` })), words)
  return mark
}

function renderReferences(ending: PlacedPassage[]): HTMLElement {
  const numbers = [...new Set(ending.flatMap(({ assertions }) => assertions))].sort((a, b) => a - b)
  const links = numbers.map((number) =>
    create('a', { href: `#sentence-${number}`, 'aria-label': `cited by sentence ${number}` }, number),
  )
  return create('sup', {}, ...links.flatMap((link, i) => [i > 0 && ' ', link]))
}
