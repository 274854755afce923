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
        <Column id="sentences" title="What rests on it">
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
        {`, ${article.publisher}. ${citations.found} of ${citations.total} citations hold, in ${assertions.length} sentences of the fact box.`}
      </p>
      {describeText(matches).map((text) => (
        <p key={text}>{text}</p>
      ))}
      {missing.length > 0 && (
        <p>
          {'Sentences with a passage missing: '}
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
  return `This does not seem to be the text of ${other}. A translation, a new edition or other quotation marks give other fingerprints too.`
}

function describeText({ passages, shift, isWhole }: Matches): string[] {
  if (isWhole) return ['Your text is the article as we read it, to the last character.']
  const notes: string[] = []
  if (shift > 0) {
    notes.push(`Your text has ${count(shift)} before the article begins, so its passages stand that much further on.`)
  }
  if (shift < 0) {
    notes.push(`Your text begins ${count(-shift)} into the article, so its passages stand that much earlier.`)
  }
  if (passages.some(({ outcome }) => outcome === 'moved')) {
    notes.push('Some passages have moved against the others: words between them were added or removed.')
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
            {`“${assertion.quote}” ${isQuoteVerbatim ? 'stands there letter for letter' : 'does not stand there'}`}
          </span>
        </p>
      )}
      {hasOtherSources && <p class="dateline">Also rests on another article.</p>}
    </li>
  )
}

function PassageOutcome({ passage: { number, outcome, recorded, place } }: { passage: PassageMatch }) {
  const sign = <span aria-hidden="true">{`${SIGNS[outcome]} `}</span>
  if (!place) {
    return (
      <span class={outcome}>
        {sign}
        {`missing: no ${recorded.end - recorded.start} characters here have its fingerprint`}
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
