/** The box. Pure: the same box and options give the same nodes, in a browser and on a server. */
import type { Box as BoxData, BoxGroup } from '../../data/schema/api.ts'
import { formatDates } from '../i18n/dates.ts'
import type { Language } from '../i18n/language.ts'
import { type Options, ROWS, type RowName } from '../options.ts'
import { createView, type Live, type View } from '../view.ts'
import { BoxRow } from './BoxRow.tsx'
import { Card } from './Card.tsx'
import { Footer } from './Footer.tsx'
import { Heading } from './Heading.tsx'
import { CitedText } from './Receipt.tsx'
import { TimeStrip } from './TimeStrip.tsx'

/** Rows of the compact box above the unknowns. */
const MAX_COMPACT_ROWS = 3

/** Light or dark; the reader's preference if neither is named. `paper`: the box has its own background instead of the page's. */
export type Ground = 'light' | 'dark' | 'light paper' | 'dark paper' | 'paper'

export interface BoxProps {
  box: BoxData
  options: Options
  language: Language
  /** Origin of links, such as `https://facts.example`. */
  origin: string
  /** Identifies the content: a script keeps server-rendered nodes only if their key is the same. */
  renderKey: string
  ground: Ground
  /** Absent if no script runs. */
  live?: Live | undefined
  isPage?: boolean | undefined
}

/** Returns at most four rows; the last is always the unknowns. Leaves out the denied if there are disputed statements. */
function chooseRows(groups: BoxGroup[]): RowName[] {
  const names = ROWS.filter((name) => groups.some(({ status }) => status === name))
  const [, second] = names.filter((name) => /^d/.test(name))
  return [...names.filter((name) => name !== second).slice(0, MAX_COMPACT_ROWS), 'unknowns']
}

interface PartProps {
  view: View
  box: BoxData
}

function Kicker({ view, box }: PartProps) {
  const [first = '', last = first] = box.temporalCoverage.split('/')
  // To the month, or to the day if both are in the same month.
  const end = first.slice(0, 7) === last.slice(0, 7) ? undefined : 7
  return (
    <p class="kicker">
      <b>{view.t('factBox')}</b>
      {box.draft && <mark>{view.t('draft')}</mark>}
      <span>{formatDates(view.language, first.slice(0, end), last.slice(0, end))}</span>
    </p>
  )
}

/** Title, lede, time and rows: the box without its frame. */
export function BoxBody({ view, box, options }: PartProps & { options: Options }) {
  const { open, sections } = options
  const isFull = options.size === 'full'
  const sentences = box.abstract.map((sentence, index) => ({ id: `${index}`, ...sentence }))
  const strip = isFull ? undefined : box.strip
  const rows = isFull ? ROWS : chooseRows(box.groups)
  return (
    <>
      <div class={strip && 'top'}>
        <header>
          <Heading
            level={view.level}
            text={box.name}
            attributes={{ ...view.contentLang, part: view.isPage ? undefined : 'title' }}
          />
          <CitedText view={view} sentences={sentences.slice(0, box.lede)} class="lede" />
          {isFull && <CitedText view={view} sentences={sentences.slice(box.lede)} class="abstract" />}
        </header>
        {strip && <TimeStrip view={view} strip={strip} />}
      </div>
      {rows
        .filter((name) => !sections || sections.includes(name))
        .map((name) => (
          <BoxRow view={view} box={box} name={name} isOpen={open?.includes(name)} />
        ))}
    </>
  )
}

export function Box(props: BoxProps) {
  const { box, options, language, ground, live } = props
  const { 'max-height': maxHeight } = options
  const view = createView(box, language, { ...props, level: +(options['heading-level'] ?? 2) })
  return (
    <section
      class={ground}
      tabIndex={-1}
      aria-label={box.name}
      lang={language.lang}
      dir={language.dir}
      data-key={props.renderKey}
    >
      <article part={view.isPage ? undefined : 'box'} style={maxHeight && `max-height:${maxHeight}px`}>
        <Kicker view={view} box={box} />
        {box.item ? <Card view={view} box={box} /> : <BoxBody view={view} box={box} options={options} />}
        <Footer view={view} box={box} isFull={options.size === 'full'} />
      </article>
      {maxHeight && (
        <details class="show-all" data-part="all">
          <summary>{view.t('showAll')}</summary>
        </details>
      )}
      <p class="unseen" role="status">
        {live?.label}
      </p>
    </section>
  )
}
