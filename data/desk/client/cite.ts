/** What an editor can do with the selected passage of a source: cite it, quote it, or begin a new item with it. */

import { MAX_QUOTED_WORDS } from '../../checks/claims.ts'
import type { Path } from '../../checks/finding.ts'
import { createCitation } from '../../citations/locate.ts'
import type { Citation } from '../../schema/entities.ts'
import type { Content } from '../api.ts'
import { isFields } from '../merge.ts'
import type { Desk } from './desk-state.ts'
import { getIn, listIn } from './paths.ts'
import type { Place } from './selection.ts'

export interface Chosen {
  desk: Desk
  article: Record<string, unknown>
  /** The normalised text of the article. */
  body: string
  place: Place | undefined
  /** Clears the selection. */
  clear: () => void
}

/** Finds the innermost item with citations that contains the active path. */
export function findCitable(content: Content, active: Path | undefined): Path | undefined {
  for (let length = active?.length ?? 0; length > 0; length--) {
    const path = active?.slice(0, length)
    const item = path && getIn(content, path)
    if (isFields(item) && 'citations' in item) return path
  }
  return undefined
}

/** Adds the passage to the citations of the item at `to`, unless it has it. */
export async function cite({ desk, article, body, place, clear }: Chosen, to: Path | undefined): Promise<void> {
  if (!place) return
  if (!to) {
    desk.showMessage('Choose one of your sentences first, then Cite.')
    return
  }
  // Before the digest is computed, so that a passage selected meanwhile stays selected.
  clear()
  const id = String(article.id)
  const url = typeof article.url === 'string' && article.url !== '' ? { url: article.url } : {}
  const citation = await createCitation({ id, ...url }, body, place)
  const path = [...to, 'citations']
  const known = listIn(desk.latest(), path) as Citation[]
  const isKnown = known.some(
    ({ locator, article: cited }) => cited === id && locator.start === place.start && locator.end === place.end,
  )
  if (isKnown) return
  desk.edit(path, [...known, citation])
  if (to[0] === 'statements' && !getIn(desk.latest(), [...to, 'reportedBy'])) desk.edit([...to, 'reportedBy'], id)
}

/** Makes the passage the verbatim quote of the statement that has the focus. */
export function quote(chosen: Chosen): void {
  const { desk, body, place, clear } = chosen
  const problem = findQuoteProblem(chosen)
  if (problem !== undefined) desk.showMessage(problem)
  if (problem !== undefined || !place) return
  const statement = desk.active?.slice(0, 2) ?? []
  const text = body.slice(place.start, place.end)
  desk.edit([...statement, 'quote'], { text, spokenBy: getIn(desk.latest(), [...statement, 'claimant']) ?? '' })
  clear()
}

function findQuoteProblem({ desk, article, body, place }: Chosen): string | undefined {
  const to = desk.active
  if (!place || to?.[0] !== 'statements' || to.length < 2) return 'A quote belongs to a statement: choose one first.'
  const words = body.slice(place.start, place.end).split(/\s+/u).length
  if (words > MAX_QUOTED_WORDS) return `A quote has ${MAX_QUOTED_WORDS} words at most; these are ${words}.`
  const citations = listIn(desk.latest(), [...to.slice(0, 2), 'citations']) as Citation[]
  const isCited = citations.some(
    ({ article: cited, locator }) => cited === article.id && locator.start <= place.start && place.end <= locator.end,
  )
  return isCited ? undefined : 'Cite the passage first: a quote must be inside a cited passage.'
}

/** Begins an event or a statement that cites the passage, and moves the focus to it. */
export async function createItem(chosen: Chosen, file: 'events' | 'statements'): Promise<void> {
  const { desk, article } = chosen
  if (!chosen.place) return
  const item =
    file === 'events'
      ? { id: '', name: '', description: '', datePrecision: '', dateBasis: '', citations: [] }
      : { id: '', text: '', status: '', reportedBy: article.id, citations: [] }
  const path = [file, listIn(desk.latest(), [file]).length]
  desk.edit(path, item)
  const isCited = cite(chosen, path)
  // Not after the digest is computed: what is typed meanwhile belongs to the new item.
  desk.goTo(path)
  await isCited
}
