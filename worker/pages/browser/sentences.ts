/** What the fact box says on the strength of an article: each sentence with what became of its passages. */
import type { AssertionKind } from '../../../data/assertions.ts'
import { create } from './dom.ts'
import type { ExaminedAssertion, ExaminedPassage, Outcome } from './examination.ts'

const KINDS: Record<AssertionKind, string> = {
  abstract: 'Abstract',
  event: 'Events',
  statement: 'Statements',
  role: 'Who is who',
  summary: 'Our summary of the article',
}

const SIGNS: Record<Outcome, string> = { found: '✓', moved: '↷', missing: '✗' }

export function renderSentences(assertions: ExaminedAssertion[]): HTMLElement {
  const groups = Map.groupBy(assertions, ({ assertion }) => assertion.kind)
  return create(
    'div',
    { class: 'sentences' },
    ...[...groups].flatMap(([kind, group]) => [
      create('h3', {}, KINDS[kind]),
      create('ol', { start: String(group[0]?.number ?? 1) }, ...group.map(renderSentence)),
    ]),
  )
}

function renderSentence({ number, assertion, passages, isQuoteVerbatim, hasOtherSources }: ExaminedAssertion) {
  return create(
    'li',
    { id: `sentence-${number}`, value: String(number), tabindex: '-1' },
    create('p', {}, assertion.text),
    create('p', { class: 'receipt' }, ...passages.flatMap((passage) => [renderOutcome(passage), ' '])),
    isQuoteVerbatim !== undefined && renderQuote(assertion.quote ?? '', isQuoteVerbatim),
    hasOtherSources && create('p', { class: 'receipt' }, 'Also rests on another article.'),
  )
}

function renderOutcome({ number, outcome, recorded, place }: ExaminedPassage): HTMLElement {
  const sign = create('span', { 'aria-hidden': 'true' }, `${SIGNS[outcome]} `)
  if (!place) {
    const length = recorded.end - recorded.start
    return create('span', { class: outcome }, sign, `missing: no ${length} characters here have its fingerprint`)
  }
  const words = `${outcome === 'moved' ? 'moved to' : 'found at'} ${place.start}–${place.end}`
  return create('a', { class: outcome, href: `#passage-${number}` }, sign, words)
}

function renderQuote(quote: string, isVerbatim: boolean): HTMLElement {
  const outcome = isVerbatim ? 'found' : 'missing'
  const verdict = isVerbatim ? 'stands there letter for letter' : 'does not stand there'
  return create(
    'p',
    { class: 'receipt' },
    create(
      'span',
      { class: outcome },
      create('span', { 'aria-hidden': 'true' }, `${SIGNS[outcome]} `),
      `“${quote}” ${verdict}`,
    ),
  )
}
