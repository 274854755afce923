/**
 * Proposes the sentences of an article that an editor will most likely cite, each with its citation. Chosen by form (the
 * first sentence; quotation marks, numbers, names), never by meaning. Pure.
 */
import { createCitation } from '../citations/locate.ts'
import type { Citation } from '../schema/entities.ts'
import { countWords } from './text-blocks.ts'

export interface KeyPassage {
  /** The first and last words of the passage. Files of a topic must not contain whole sentences of a source. */
  hint: string
  citation: Citation
}

const MAX_PASSAGES = 8
const PASSAGE_WORDS = { min: 8, max: 60 }
const HINT_WORDS = 3
/** `U.S.`, `Mr.` and `Gen.` do not end a sentence. */
const ABBREVIATION_END = /(?:^|[\s("“])(?:\p{Lu}\.)+$|(?:^|\s)\p{Lu}\p{L}{1,2}\.$/u

interface Place {
  start: number
  end: number
}

/** Resolves with passages in the order of the text. `body` is normalised. */
export async function proposePassages(
  body: string,
  article: { id: string; url?: string },
  language: string,
): Promise<KeyPassage[]> {
  const chosen = listSentences(body, language)
    .map((place) => ({ ...place, score: scoreSentence(body.slice(place.start, place.end), place.start) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.start - b.start)
    .slice(0, MAX_PASSAGES)
    .sort((a, b) => a.start - b.start)
  return Promise.all(
    chosen.map(async (place) => ({
      hint: createHint(body.slice(place.start, place.end)),
      citation: await createCitation(article, body, place),
    })),
  )
}

/** Lists the sentences, without the space after them. */
function listSentences(body: string, language: string): Place[] {
  const places: Place[] = []
  for (const { segment, index } of new Intl.Segmenter([language, 'en'], { granularity: 'sentence' }).segment(body)) {
    const previous = places.at(-1)
    const end = index + segment.trimEnd().length
    if (previous && ABBREVIATION_END.test(body.slice(previous.start, previous.end))) previous.end = end
    else places.push({ start: index, end })
  }
  return places
}

function scoreSentence(sentence: string, start: number): number {
  const words = countWords(sentence)
  if (words < PASSAGE_WORDS.min || words > PASSAGE_WORDS.max) return 0
  const names = [...sentence.matchAll(/(?<=\p{L},? )\p{Lu}\p{L}+/gu)].length
  return (
    1 +
    (start === 0 ? 3 : 0) +
    (/["“”«»]/u.test(sentence) ? 2 : 0) +
    (/\p{Nd}/u.test(sentence) ? 2 : 0) +
    Math.min(names, 4) / 2
  )
}

function createHint(passage: string): string {
  const words = passage.split(' ')
  return `${words.slice(0, HINT_WORDS).join(' ')} … ${words.slice(-HINT_WORDS).join(' ')}`
}
