/** The reader's text with marked passages, and after each passage the numbers of the sentences that cite it. */
import type { ComponentChildren } from 'preact'
import type { Matches, PassageMatch } from './match-passages.ts'

interface Line {
  start: number
  end: number
}

type PlacedPassage = PassageMatch & Required<Pick<PassageMatch, 'place'>>

export function MarkedText({ matches }: { matches: Matches }) {
  const placed = matches.passages.filter((passage): passage is PlacedPassage => passage.place !== undefined)
  const lines = splitLines(matches)
  const isMarked = ({ start, end }: Line) => placed.some(({ place }) => place.start < end && place.end > start)
  const first = lines.findIndex(isMarked)
  const last = lines.findLastIndex(isMarked)
  const show = (some: Line[]) =>
    some.map((line) => <MarkedLine key={line.start} text={matches.text} line={line} placed={placed} />)
  return (
    <div class="marked" lang={matches.article.inLanguage} dir="auto">
      <Rest title="Before the first passage">{show(lines.slice(0, first))}</Rest>
      {show(lines.slice(first, last + 1))}
      <Rest title="After the last passage">{show(lines.slice(last + 1))}</Rest>
    </div>
  )
}

function splitLines({ text, lineStarts }: Matches): Line[] {
  return lineStarts.map((start, i) => ({ start, end: (lineStarts[i + 1] ?? text.length + 1) - 1 }))
}

/** Text outside the passages, mostly page furniture; closed by default. */
function Rest({ title, children }: { title: string; children: ComponentChildren[] }) {
  if (children.length === 0) return null
  return (
    <details class="rest" lang="en" dir="ltr">
      <summary>{title}</summary>
      {children}
    </details>
  )
}

interface LineProps {
  text: string
  line: Line
  placed: PlacedPassage[]
}

/** Cuts a line wherever a passage begins or ends, since passages may overlap. */
function MarkedLine({ text, line, placed }: LineProps) {
  const edges = placed.flatMap(({ place }) => [place.start, place.end]).filter((at) => at > line.start && at < line.end)
  const cuts = [...new Set([line.start, ...edges, line.end])].sort((a, b) => a - b)
  return (
    <p>
      {cuts.slice(0, -1).map((start, index) => {
        const end = cuts[index + 1] ?? line.end
        const words = text.slice(start, end)
        const covering = placed.filter(({ place }) => place.start <= start && place.end >= end)
        const ending = placed.filter(({ place }) => place.end === end)
        return (
          <>
            {covering.length === 0 ? words : <Marking words={words} start={start} covering={covering} />}
            {ending.length > 0 && <CitedBy ending={ending} />}
          </>
        )
      })}
    </p>
  )
}

function Marking({ words, start, covering }: { words: string; start: number; covering: PlacedPassage[] }) {
  const classes = [
    covering.every(({ outcome }) => outcome === 'moved') && 'elsewhere',
    covering.length > 1 && 'twice',
  ].filter(Boolean)
  return (
    <mark data-passages={covering.map(({ number }) => number).join(' ')} class={classes.join(' ')}>
      {covering
        .filter(({ place }) => place.start === start)
        .map(({ number }) => (
          <span key={number} id={`passage-${number}`} />
        ))}
      {words}
    </mark>
  )
}

function CitedBy({ ending }: { ending: PlacedPassage[] }) {
  const numbers = [...new Set(ending.flatMap(({ assertions }) => assertions))].sort((a, b) => a - b)
  return (
    <sup>
      {numbers.map((number, index) => (
        <>
          {index > 0 && ' '}
          <a href={`#sentence-${number}`} aria-label={`cited by sentence ${number}`}>
            {number}
          </a>
        </>
      ))}
    </sup>
  )
}
