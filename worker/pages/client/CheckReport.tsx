/** The results of the check: notes, and the reader's text with marked passages beside the sentences that cite them. */
import type { ComponentChildren } from 'preact'
import type { AssertionKind } from '../../../data/citations/assertions.ts'
import { MarkedText } from './MarkedText.tsx'
import type { AssertionMatch, Matches, Outcome, PassageMatch } from './match-passages.ts'

const KINDS: Record<AssertionKind, string> = {
  abstract: 'Abstract',
  event: 'Events',
  statement: 'Statements',
  role: 'Who is who',
  summary: 'Our summary of the article',
}

const SIGNS: Record<Outcome, string> = { found: '✓', moved: '↷', missing: '✗' }

export function CheckReport({ matches, milliseconds }: { matches: Matches; milliseconds: number }) {
  if (matches.citations.found === 0) {
    return (
      <div class="notes">
        <p>{describeStranger(matches)}</p>
      </div>
    )
  }
  return (
    <>
      <Notes matches={matches} milliseconds={milliseconds} />
      <div class="columns">
        <Column id="text" title="Your text">
          <MarkedText matches={matches} />
        </Column>
        <Column id="sentences" title="Sentences that cite it">
          <Sentences matches={matches} />
        </Column>
      </div>
    </>
  )
}

function Column({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y: it scrolls, so it must be reachable by keyboard, and needs a name.
    <div class={`column ${id}-column`} role="region" aria-labelledby={`${id}-title`} tabIndex={0}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </div>
  )
}

function Notes({ matches, milliseconds }: { matches: Matches; milliseconds: number }) {
  const { article, passages, assertions, citations } = matches
  const numbers = passages.filter(({ outcome }) => outcome === 'missing').flatMap((passage) => passage.assertions)
  const missing = [...new Set(numbers)].sort((a, b) => a - b)
  return (
    <div class="notes">
      <p class="ticks" aria-hidden="true">
        {passages.map(({ number, outcome }) => (
          <i key={number} class={outcome} />
        ))}
      </p>
      <p>
        <cite lang={article.inLanguage}>{article.headline}</cite>
        {`, ${article.publisher}. ${citations.found} of ${citations.total} citations match, in ${assertions.length} sentences of the fact box.`}
      </p>
      {describeText(matches).map((text) => (
        <p key={text}>{text}</p>
      ))}
      {missing.length > 0 && (
        <p>
          {'Sentences with a missing passage: '}
          {missing.map((number, index) => (
            <>
              {index > 0 && ', '}
              <a href={`#sentence-${number}`}>{number}</a>
            </>
          ))}
          .
        </p>
      )}
      <p class="dateline">{`Checked on your device in ${formatDuration(milliseconds)}; nothing was uploaded.`}</p>
    </div>
  )
}

/** The site does not store the article's words, so it cannot say why nothing was found. */
function describeStranger({ article, isChosen }: Matches): string {
  const other = isChosen ? `“${article.headline}” (${article.publisher})` : 'any article that the fact box cites'
  return `This does not appear to be the text of ${other}. Translations, later edits and different quotation marks also change the fingerprints.`
}

function describeText({ passages, shift, isWhole }: Matches): string[] {
  if (isWhole) return ['Your text is identical to the article as we read it.']
  const notes: string[] = []
  if (shift > 0) {
    notes.push(`Your text has ${count(shift)} before the article begins, so each passage starts that much later.`)
  }
  if (shift < 0) {
    notes.push(`Your text begins ${count(-shift)} into the article, so each passage starts that much earlier.`)
  }
  if (passages.some(({ outcome }) => outcome === 'moved')) {
    notes.push('Some passages moved relative to the others: text between them was added or removed.')
  }
  return notes
}

function Sentences({ matches: { assertions, language } }: { matches: Matches }) {
  const groups = Map.groupBy(assertions, ({ assertion }) => assertion.kind)
  return (
    <div class="sentences">
      {[...groups].map(([kind, group]) => (
        <>
          <h3>{KINDS[kind]}</h3>
          <ol start={group[0]?.number ?? 1}>
            {group.map((match) => (
              <Sentence key={match.number} match={match} language={language} />
            ))}
          </ol>
        </>
      ))}
    </div>
  )
}

function Sentence({ match, language }: { match: AssertionMatch; language: string }) {
  const { number, assertion, passages, isQuoteVerbatim, hasOtherSources } = match
  return (
    <li id={`sentence-${number}`} value={number} tabIndex={-1}>
      <p lang={language} dir="auto">
        {assertion.text}
      </p>
      <p class="dateline">
        {passages.map((passage) => (
          <PassageOutcome key={passage.number} passage={passage} />
        ))}
      </p>
      {isQuoteVerbatim !== undefined && (
        <p class="dateline">
          <span class={isQuoteVerbatim ? 'found' : 'missing'}>
            <span aria-hidden="true">{`${SIGNS[isQuoteVerbatim ? 'found' : 'missing']} `}</span>
            {`“${assertion.quote}” ${isQuoteVerbatim ? 'is in the passage, word for word' : 'is not in the passage'}`}
          </span>
        </p>
      )}
      {hasOtherSources && <p class="dateline">Also cites another article.</p>}
    </li>
  )
}

function PassageOutcome({ passage: { number, outcome, recorded, place } }: { passage: PassageMatch }) {
  const sign = <span aria-hidden="true">{`${SIGNS[outcome]} `}</span>
  if (!place) {
    return (
      <span class={outcome}>
        {sign}
        {`missing: no ${recorded.end - recorded.start} characters of your text have its fingerprint`}
      </span>
    )
  }
  return (
    <a class={outcome} href={`#passage-${number}`}>
      {sign}
      {`${outcome === 'moved' ? 'moved to' : 'found at'} ${place.start}–${place.end}`}
    </a>
  )
}

function count(characters: number): string {
  return `${characters} ${characters === 1 ? 'character' : 'characters'}`
}

function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`
}
