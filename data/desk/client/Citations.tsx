/** The citations of one item. They are selected in the source, and marked there while the item has the focus. */

import type { Path } from '../../checks/finding.ts'
import type { Locator } from '../../schema/entities.ts'
import type { Desk } from './desk-state.ts'
import { Findings } from './Findings.tsx'
import { listIn } from './paths.ts'
import { nameCitation } from './verdicts.ts'

const SHOWN_WORDS = 5

interface Cited {
  article?: string
  locator?: Locator
}

export function Citations({ desk, path }: { desk: Desk; path: Path }) {
  const item = path.slice(0, -1)
  const citations = listIn(desk.content, path) as Cited[]
  return (
    <div class="citations">
      <Findings desk={desk} path={path} />
      {citations.length === 0 && (
        <button type="button" class="quiet" onFocus={() => desk.activate(item)} onClick={() => desk.activate(item)}>
          No passage yet: select one in the source, then Cite
        </button>
      )}
      <ul>
        {citations.map((citation, index) => (
          <li key={`${citation.article}-${citation.locator?.start}-${index}`}>
            <button
              type="button"
              class="passage"
              onClick={() => desk.show(citation)}
              onFocus={() => desk.activate(item)}
            >
              {describe(desk, citation)}
            </button>
            <button
              type="button"
              aria-label={`Remove citation ${index + 1}`}
              onClick={() => desk.edit([...path, index], undefined)}
            >
              ×
            </button>
            <Verdict desk={desk} citation={citation} />
            <Findings desk={desk} path={[...path, index]} />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Shows whether the passage is missing or has moved; nothing if it is in place, or if the source is not available. */
function Verdict({ desk, citation: { article, locator } }: { desk: Desk; citation: Cited }) {
  const verdict = article && locator ? desk.verdicts.get(nameCitation(article, locator))?.verdict : undefined
  if (verdict === 'missing') return <span class="findings error">not in the source any more: cite it again</span>
  if (verdict !== 'moved') return null
  return (
    <span class="offer">
      moved in the source{' '}
      <button type="button" onClick={desk.repair}>
        Repair all
      </button>
    </span>
  )
}

/** Shows the first and last words of the passage; its position if the source is not available. */
function describe(desk: Desk, { article = '', locator }: Cited): string {
  const body = desk.sources.bodies.get(article)
  if (body === undefined || !locator) return `${article}, ${locator?.start}–${locator?.end}`
  const words = body.slice(locator.start, locator.end).split(' ')
  const short =
    words.length > 2 * SHOWN_WORDS ? [...words.slice(0, SHOWN_WORDS), '…', ...words.slice(-SHOWN_WORDS)] : words
  return short.join(' ')
}
