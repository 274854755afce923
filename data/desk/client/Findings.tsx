/** The findings of `check`: next to each field, and below as one list, errors first. */
import type { LocatedFinding, Path } from '../../checks/finding.ts'
import { isFields } from '../merge.ts'
import type { Desk } from './desk-state.ts'
import { remedyInForm, shortLabelOf, tabLabel } from './labels.ts'
import { getIn, listIn, samePath } from './paths.ts'

/** The path of a finding, starting with the file. */
export const pathOf = ({ file, path }: LocatedFinding): Path => [file.replace(/\.yml$/, ''), ...path]

/** Whether the finding is about a required value that is still empty. */
function isToFill(desk: Desk, finding: LocatedFinding): boolean {
  const value = getIn(desk.content, pathOf(finding))
  const isEmpty = value === '' || value === undefined || (Array.isArray(value) && value.length === 0)
  return isEmpty && finding.severity !== 'warning' && !isOfGoneItem(finding)
}

/** Published items that are gone are reported at the list of retired ids, which may be empty. */
const isOfGoneItem = ({ file, path }: LocatedFinding) => file === 'topic.yml' && path.join() === 'retired'

/** Shows the findings of a field. An empty required field is to be filled in, not wrong. */
export function Findings({ desk, path }: { desk: Desk; path: Path }) {
  const here = desk.checked?.findings.filter((finding) => samePath(pathOf(finding), path)) ?? []
  const own = here.toSorted((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
  if (own.length === 0) return null
  return (
    <ul class="findings" id={`field-${path.join('-')}-findings`}>
      {own.map((finding) => (
        <li key={finding.problem} class={finding.severity ?? 'error'}>
          {isToFill(desk, finding) ? 'to be filled in' : `${finding.problem}: ${remedyInForm(finding.remedy)}`}
        </li>
      ))}
    </ul>
  )
}

export function FindingsList({ desk }: { desk: Desk }) {
  const { checked } = desk
  if (!checked) return <p class="hint">Checking …</p>
  const { findings, gone } = checked
  const isGone = (finding: LocatedFinding) =>
    isOfGoneItem(finding) && gone.some((id) => finding.problem.includes(` ${id} was `))
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
          so that its URL says why.
        </li>
      ))}
      {[...(errors ?? []), ...(warnings ?? [])].map((finding) => (
        <li key={`${finding.file}${finding.path.join()}${finding.problem}`} class={finding.severity ?? 'error'}>
          <button type="button" class="quiet" onClick={() => desk.goTo(pathOf(finding))}>
            {describePlace(finding)}
          </button>{' '}
          {isToFill(desk, finding) ? (
            'to be filled in'
          ) : (
            <>
              <b>{finding.severity === 'warning' ? 'Warning:' : 'Error:'}</b> {finding.problem}:{' '}
              {remedyInForm(finding.remedy)}
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** `Topic › Abstract 1 › Text` for `abstract › 1 › text` of topic.yml: fields by their labels. */
function describePlace({ file, place, path, line }: LocatedFinding): string {
  const parts = place === '' ? [] : place.replace(/ › (?=\d+(?: |$))/g, ' ').split(' › ')
  const named = parts.map((part) => {
    const [key = '', number] = part.split(' ')
    const name = path.includes(key) ? shortLabelOf(key) : key
    return number === undefined ? name : `${name} ${number}`
  })
  const whole = tabLabel(file.replace('.yml', ''))
  return path.length === 0 ? `${whole}, line ${line} of ${file}` : [whole, ...named].join(' › ')
}

/** Retires an id, and moves the focus to the reason, which the editor writes. */
function retire(desk: Desk, id: string): void {
  const retired = listIn(desk.latest(), ['topic', 'retired']).filter(isFields)
  desk.edit(['topic', 'retired'], [...retired, { id, date: today(), reason: '' }])
  desk.goTo(['topic', 'retired', retired.length, 'reason'])
}

const today = () => new Date().toISOString().slice(0, 10)
