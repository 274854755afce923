/** Corrections, releases, the form that compares any two releases, and the difference of two texts word by word. */
import type { Correction, ReleaseRow } from '../../../data/schema/api.ts'
import { formatDates } from '../../../widget/i18n/dates.ts'
import { Day, Table } from '../elements.tsx'
import type { Context, ListProps } from './context.ts'

export function History({ context, items }: ListProps<Correction | ReleaseRow>) {
  const corrections = items.filter((item) => 'target' in item)
  const releases = items.filter((item): item is ReleaseRow => !('target' in item))
  return (
    <>
      {context.topic.corrections.length === 0 && <p>Nothing has been corrected so far.</p>}
      {corrections.length > 0 && (
        <ul class="corrections">
          {corrections.map((correction) => (
            <CorrectionEntry context={context} correction={correction} />
          ))}
        </ul>
      )}
      {releases.length > 0 && (
        <Table label="Releases" columns={['Release', 'Published', 'What it changed', 'As it was']}>
          {releases.map((release) => (
            <ReleaseEntry context={context} row={release} />
          ))}
        </Table>
      )}
    </>
  )
}

function CorrectionEntry({ context: { view }, correction }: { context: Context; correction: Correction }) {
  const { id, date, kind, target, before, after, reason, release } = correction
  return (
    <li id={id}>
      <p>
        <b>{view.t(kind)}</b> {`${formatDates(view.language, date)}, release ${release}. `}
        <a href={view.locate(target)}>What was corrected</a>
      </p>
      <p {...view.contentLang}>
        <WordChanges before={before} after={after} />
      </p>
      <p {...view.contentLang}>{reason}</p>
    </li>
  )
}

function ReleaseEntry({ context: { view, topic }, row }: { context: Context; row: ReleaseRow }) {
  const { release, published, isCurrent, withdrawn } = row
  const data = `/v1/topics/${topic.id}/releases/${release}`
  return (
    <tr>
      <th scope="row">{`${release}${isCurrent ? ' (shown here)' : ''}`}</th>
      <td>
        <Day time={published} />
      </td>
      {withdrawn ? (
        <td colSpan={2}>{`Withdrawn: ${withdrawn.reason}`}</td>
      ) : (
        <>
          <td>
            {release === 1 ? (
              'The first release'
            ) : (
              <a href={`${view.page}/changes?after=${release}&before=${release - 1}`}>
                {`Changes since release ${release - 1}`}
              </a>
            )}
          </td>
          <td>
            <a href={`${data}.md`}>{`Read release ${release}`}</a>, <a href={data}>{`data of release ${release}`}</a>
          </td>
        </>
      )}
    </tr>
  )
}

/** Shown below every part of the history. */
export function HistoryFooter({ context: { topic, releases, view } }: { context: Context }) {
  const [last, previous] = releases.toReversed()
  return (
    <>
      <ComparisonForm topic={topic.id} releases={releases} before={previous?.release ?? 1} after={last?.release ?? 1} />
      <p>
        <a href={`/v1${view.page}/feed.atom`}>Follow the changes by feed</a>
      </p>
    </>
  )
}

interface ComparisonProps {
  topic: string
  releases: ReleaseRow[]
  before: number
  after: number
}

/** A form that chooses two releases to compare. */
export function ComparisonForm({ topic, releases, before, after }: ComparisonProps) {
  const offered = releases.filter(({ withdrawn }) => !withdrawn).toReversed()
  if (offered.length < 2) return null
  const select = (name: string, label: string, chosen: number) => (
    <label>
      {`${label} `}
      <select name={name}>
        {offered.map(({ release }) => (
          <option selected={release === chosen}>{`${release}`}</option>
        ))}
      </select>
    </label>
  )
  return (
    <form class="comparison" action={`/topics/${topic}/changes`}>
      {select('before', 'Compare release', before)} {select('after', 'with release', after)}{' '}
      <button type="submit">Show what changed</button>
    </form>
  )
}

interface WordChangesProps {
  before: string
  after: string
}

/** Longer texts are shown as a whole, before and after: the size of the comparison's table is the product of both lengths. */
const MAX_WORDS = 2000

/** Two texts as one: removed and added words are marked, the others are shown once. */
export function WordChanges({ before, after }: WordChangesProps) {
  const runs = compareWords(splitWords(before), splitWords(after))
  return (
    <>
      {runs.map(({ kind, words }, index) => {
        const text = words.join(' ')
        return (
          <>
            {index > 0 && ' '}
            {kind === 'gone' ? <del>{text}</del> : kind === 'new' ? <ins>{text}</ins> : text}
          </>
        )
      })}
    </>
  )
}

function splitWords(text: string): string[] {
  return text.split(' ').filter((word) => word !== '')
}

interface Run {
  kind: 'same' | 'gone' | 'new'
  words: string[]
}

/** Compares by the longest common subsequence. Removed words come before the words that replace them. */
export function compareWords(before: string[], after: string[]): Run[] {
  if (before.length + after.length > MAX_WORDS) {
    return [
      { kind: 'gone', words: before },
      { kind: 'new', words: after },
    ]
  }
  // lengths[i][j]: length of the longest common subsequence of before.slice(i) and after.slice(j).
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    const row = lengths[i] as Uint16Array
    for (let j = after.length - 1; j >= 0; j--) {
      row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const runs: Run[] = []
  const add = (kind: Run['kind'], word = '') => {
    const last = runs.at(-1)
    if (last?.kind === kind) last.words.push(word)
    else runs.push({ kind, words: [word] })
  }
  let [i, j] = [0, 0]
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      add('same', before[i])
      i++
      j++
    } else if (i < before.length && (j === after.length || at(i + 1, j) >= at(i, j + 1))) add('gone', before[i++])
    else add('new', after[j++])
  }
  return runs
}
