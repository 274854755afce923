/** Two texts as one: words that were removed or added are marked, all others stand once. */
interface WordChangesProps {
  before: string
  after: string
}

/** Longer texts are compared as two whole ones: the table of the comparison grows with both. */
const MAX_WORDS = 2000

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

/** By the longest common subsequence. What goes stands before what comes in its place. */
export function compareWords(before: string[], after: string[]): Run[] {
  if (before.length + after.length > MAX_WORDS) {
    return [
      { kind: 'gone', words: before },
      { kind: 'new', words: after },
    ]
  }
  // lengths[i][j]: of the longest common subsequence of before.slice(i) and after.slice(j).
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
