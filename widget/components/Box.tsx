/** The box. Pure: the same box and options give the same nodes, in a browser and on a server. */
import type { BoxArticle, Box as BoxData, BoxGroup, BoxParty } from '../../data/schema/api.ts'
import { formatDates } from '../i18n/dates.ts'
import type { Language } from '../i18n/language.ts'
import { formatDays } from '../i18n/numbers.ts'
import { type Options, ROWS, type RowName } from '../options.ts'
import { createView, type ReceiptState, type View } from '../view.ts'
import { Card } from './Card.tsx'
import { Footer } from './Footer.tsx'
import { Heading } from './Heading.tsx'
import { CitedText } from './Receipt.tsx'
import { Row } from './Row.tsx'
import { SafeLink } from './SafeLink.tsx'
import { StatementList } from './Statement.tsx'
import { Timeline } from './Timeline.tsx'
import { TimeStrip } from './TimeStrip.tsx'

/** Rows of the compact box beside what is not known, by how much they are missed. */
const COMPACT: RowName[][] = [['agreed'], ['disputed', 'denied'], ['claimed'], ['planned'], ['reported']]
const MAX_COMPACT_ROWS = 3

/** The colours of a box, and whether it has a paper of its own or stands on the page's. */
export interface Ground {
  scheme?: 'light' | 'dark' | undefined
  hasPaper: boolean
}

export interface BoxProps {
  box: BoxData
  options: Options
  language: Language
  /** Where links lead, such as `https://facts.example`. */
  origin: string
  /** Names what is drawn: a script takes over what a server drew only under the same key. */
  renderKey: string
  ground: Ground
  receipts?: ReceiptState | undefined
  /** What a receipt says when it opens. */
  announcement?: string
}

export function Box(props: BoxProps) {
  const { box, options, language, ground } = props
  const { 'max-height': maxHeight } = options
  const view = createView(box, language, {
    origin: props.origin,
    level: +(options['heading-level'] ?? 2),
    receipts: props.receipts,
  })
  return (
    <section
      class={[ground.scheme, ground.hasPaper && 'paper'].filter(Boolean).join(' ')}
      tabIndex={-1}
      aria-label={box.name}
      lang={language.lang}
      dir={language.dir}
      data-key={props.renderKey}
    >
      <article part="box" style={maxHeight && `max-height:${maxHeight}px`}>
        <Kicker view={view} box={box} />
        {box.item ? <Card view={view} box={box} /> : <BoxBody view={view} box={box} options={options} />}
        <Footer view={view} box={box} isFull={options.size === 'full'} />
      </article>
      {maxHeight && (
        <details class="show-all" data-part="all">
          <summary>{view.t('showAll')}</summary>
        </details>
      )}
      {props.receipts && (
        <p class="unseen" role="status">
          {props.announcement}
        </p>
      )}
    </section>
  )
}

interface PartProps {
  view: View
  box: BoxData
}

function Kicker({ view, box }: PartProps) {
  const [first = '', last = first] = box.temporalCoverage.split('/')
  const toMonth = (date: string) => (first.slice(0, 7) === last.slice(0, 7) ? date : date.slice(0, 7))
  return (
    <p class="kicker">
      <b>{view.t('factBox')}</b>
      {box.draft && <mark>{view.t('draft')}</mark>}
      <span>{formatDates(view.language, toMonth(first), toMonth(last))}</span>
    </p>
  )
}

/** Title, lede, time and rows: the box without its frame. */
export function BoxBody({ view, box, options }: PartProps & { options: Options }) {
  const isFull = options.size === 'full'
  const sentences = box.abstract.map((sentence, index) => ({ id: `abstract ${index}`, ...sentence }))
  const strip = isFull ? undefined : box.strip
  const rows = isFull ? ROWS : chooseRows(box.groups)
  const isAsked = (name: RowName) => !options.sections || options.sections.includes(name)
  const isOpen = (name: RowName) => !!options.open?.includes(name)
  return (
    <>
      <div class={strip && 'top'}>
        <header {...view.contentLang}>
          <Heading level={view.level} text={box.name} attributes={{ ...view.contentLang, part: 'title' }} />
          <CitedText view={view} sentences={sentences.slice(0, box.lede)} class="lede" />
          {isFull && <CitedText view={view} sentences={sentences.slice(box.lede)} class="abstract" />}
        </header>
        {strip && <TimeStrip view={view} strip={strip} />}
      </div>
      {isFull && isAsked('timeline') && box.timeline && (
        <div class="row" part="section">
          <Heading
            level={view.level + 1}
            text={view.t('timeline')}
            hint={box.strip?.days && formatDays(view.language, box.strip.days)}
          />
          <Timeline view={view} timeline={box.timeline} events={box.events} />
        </div>
      )}
      {rows.filter(isAsked).map((name) => (
        <BoxRow view={view} box={box} name={name} isOpen={isOpen(name)} />
      ))}
    </>
  )
}

/** At most four, and what is not known is always one of them. */
function chooseRows(groups: BoxGroup[]): RowName[] {
  const names = COMPACT.flatMap((some) => some.find((name) => groups.some(({ status }) => status === name)) ?? [])
  return [...names.slice(0, MAX_COMPACT_ROWS), 'unknowns']
}

/** Nothing for what the topic has none of. */
function BoxRow({ view, box, name, isOpen }: PartProps & { name: RowName; isOpen: boolean }) {
  const { counts, parties, articles, corrections } = box
  switch (name) {
    case 'timeline':
      return null
    case 'unknowns': {
      const unknowns = box.unknowns.map((unknown) => ({ ...unknown, citations: [] }))
      const [lead] = unknowns
      return lead ? (
        <Row view={view} name={name} count={counts.unknowns} shown={unknowns.length} lead={lead} isOpen={isOpen}>
          <StatementList view={view} parts={[{ statements: unknowns }]} without={lead} />
        </Row>
      ) : null
    }
    case 'parties':
      return parties.length ? (
        <Row view={view} name={name} count={counts.parties} shown={parties.length} isOpen={isOpen}>
          <ul>
            {parties.map((party) => (
              <Party view={view} party={party} />
            ))}
          </ul>
        </Row>
      ) : null
    case 'sources':
      return articles.length ? (
        <Row view={view} name={name} count={counts.articles} shown={articles.length} isOpen={isOpen}>
          <ol>
            {articles.map((article) => (
              <li>
                <Source view={view} article={article} />
              </li>
            ))}
          </ol>
        </Row>
      ) : null
    case 'corrections':
      return corrections.length ? (
        <Row view={view} name={name} count={counts.corrections} shown={corrections.length} isOpen={isOpen}>
          <ul>
            {corrections.map(({ kind, date, reason }) => (
              <li>
                <b>{`${view.t(kind)} ${formatDates(view.language, date)}`}</b>{' '}
                <span {...view.contentLang}>{reason}</span>
              </li>
            ))}
          </ul>
        </Row>
      ) : null
    default: {
      const group = box.groups.find(({ status }) => status === name)
      const lead = group?.parts[0]?.statements[0]
      if (!group || !lead) return null
      const shown = group.parts.reduce((sum, { statements }) => sum + statements.length, 0)
      return (
        <Row view={view} name={name} count={group.count} shown={shown} lead={lead} isOpen={isOpen}>
          <StatementList view={view} parts={group.parts} without={lead} />
        </Row>
      )
    }
  }
}

function Party({ view, party }: { view: View; party: BoxParty }) {
  return (
    <li {...view.contentLang}>
      <b>{party.name}</b>
      {` ${[...party.alternateName, ...party.roles].join('; ')}`}
    </li>
  )
}

/** A source with its outlet, its kind, its date and our note on it. */
export function Source({ view, article }: { view: View; article: BoxArticle }) {
  const { t, language, contentLang, locate } = view
  const { outletNote, datePublished, genre } = article
  return (
    <>
      <cite lang={article.inLanguage} dir="auto">
        <SafeLink href={article.url ?? locate(article.id)} text={article.headline} />
      </cite>
      <p>
        <b {...contentLang}>{article.publisher}</b>{' '}
        <span>{view.join([t(genre), datePublished && formatDates(language, datePublished)])}</span>
      </p>
      {article.dateNote && (
        <p class="soft" {...contentLang}>
          {article.dateNote}
        </p>
      )}
      <p class="soft">
        {`${t('ourNote')} `}
        <span {...contentLang}>{outletNote.text}</span> <SafeLink href={outletNote.url} text={outletNote.basis} />
      </p>
    </>
  )
}
