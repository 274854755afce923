/** What check says of one field, beside it. */
import type { LocatedFinding, Path } from '../../checks/finding.ts'
import type { Desk } from './desk-state.ts'
import { getIn, samePath } from './paths.ts'

/** A finding's path, from the top of the topic. */
export const pathOf = ({ file, path }: LocatedFinding): Path => [file.replace(/\.yml$/, ''), ...path]

/** Where nothing is written yet there is nothing wrong: it is to be filled in. */
export function Findings({ desk, path }: { desk: Desk; path: Path }) {
  const own = desk.checked?.findings.filter((finding) => samePath(pathOf(finding), path)) ?? []
  if (own.length === 0) return null
  const value = getIn(desk.content, path)
  const isEmpty = value === '' || value === undefined
  return (
    <ul class="findings" id={`field-${path.join('-')}-findings`}>
      {own.map((finding) => (
        <li key={finding.problem} class={isEmpty ? 'empty' : (finding.severity ?? 'error')}>
          {isEmpty ? 'to be filled in' : `${finding.problem}: ${finding.remedy}`}
        </li>
      ))}
    </ul>
  )
}
