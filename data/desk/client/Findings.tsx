/** The findings of `check`: beside each field, and below as one list, errors first. */
import type { LocatedFinding, Path } from '../../checks/finding.ts'
import { isFields } from '../merge.ts'
import type { Desk } from './desk-state.ts'
import { labelOf, tabLabel } from './labels.ts'
import { getIn, listIn, samePath } from './paths.ts'

/** A finding's path, from the top of the topic. */
export const pathOf = ({ file, path }: LocatedFinding): Path => [file.replace(/\.yml$/, ''), ...path]

function isEmptyAt(desk: Desk, path: Path): boolean {
  const value = getIn(desk.content, path)
  return value === '' || value === undefined || (Array.isArray(value) && value.length === 0)
}

/** An empty field is shown as to be filled in, not as wrong. */
export function Findings({ desk, path }: { desk: Desk; path: Path }) {
  const own = desk.checked?.findings.filter((finding) => samePath(pathOf(finding), path)) ?? []
  if (own.length === 0) return null
  const isEmpty = isEmptyAt(desk, path)
  return (
    <ul class="findings" id={`field-${path.join('-')}-findings`}>
      {own.map((finding) => (
        <li key={finding.problem} class={finding.severity ?? 'error'}>
          {isEmpty ? 'to be filled in' : `${finding.problem}: ${finding.remedy}`}
        </li>
      ))}
    </ul>
  )
}

export function FindingsList({ desk }: { desk: Desk }) {
  const { checked } = desk
  if (!checked) return <p class="hint">Checking …</p>
  const { findings, gone } = checked
  const isGone = ({ file, path }: LocatedFinding) =>
    file === 'topic.yml' && path.join() === 'retired' && gone.length > 0
  const [errors, warnings] = [false, true].map((isWarning) =>
    findings.filter((finding) => (finding.severity === 'warning') === isWarning && !isGone(finding)),
  )
  if (findings.length === 0) return <p class="hint">There are no errors and no warnings.</p>
  return (
    <ul class="findings">
      {gone.map((id) => (
        <li key={id} class="error">
          {id} was published and is gone: undo that, or{' '}
          <button type="button" onClick={() => retire(desk, id)}>
            Retire it
          </button>{' '}
          so that its address says why.
        </li>
      ))}
      {[...(errors ?? []), ...(warnings ?? [])].map((finding) => (
        <li key={`${finding.file}${finding.path.join()}${finding.problem}`} class={finding.severity ?? 'error'}>
          <button type="button" class="quiet" onClick={() => desk.goTo(pathOf(finding))}>
            {describePlace(finding)}
          </button>{' '}
          {isEmptyAt(desk, pathOf(finding)) ? (
            'to be filled in'
          ) : (
            <>
              <b>{finding.severity === 'warning' ? 'Warning:' : 'Error:'}</b> {finding.problem}: {finding.remedy}
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** `Topic › Abstract 1 › Text` for `abstract[0] › text` of topic.yml: fields by their labels, and people count from 1. */
function describePlace({ file, place, path }: LocatedFinding): string {
  const parts = place === '' ? [] : place.split(' › ')
  const named = parts.map((part) => {
    const [, key = '', index] = /^(.*?)(?:\[(\d+)\])?$/.exec(part) ?? []
    const name = path.includes(key)
      ? labelOf(key)
          .replace(/[,(].*/, '')
          .trim()
      : key
    return index === undefined ? name : `${name} ${Number(index) + 1}`
  })
  return [tabLabel(file.replace('.yml', '')), ...named].join(' › ')
}

/** The reason is the editor's to write: the focus goes there. */
function retire(desk: Desk, id: string): void {
  const retired = listIn(desk.latest(), ['topic', 'retired']).filter(isFields)
  desk.edit(['topic', 'retired'], [...retired, { id, date: today(), reason: '' }])
  desk.goTo(['topic', 'retired', retired.length, 'reason'])
}

const today = () => new Date().toISOString().slice(0, 10)
