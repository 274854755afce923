/** The check of a topic's history on the page: a button, what was found, and what that shows. */
import { DOES_NOT_FIT, describeProof } from '../../../data/store/verify-topic.ts'
import { type CheckedHistory, checkHistory } from './check-history.ts'
import { create } from './dom.ts'

/** Fills the section, which stands empty without a script. */
export function mountHistory(section: HTMLElement, topic: string, keys: readonly string[]): void {
  const status = create('p', { id: 'history-result', 'aria-live': 'polite' })
  const details = create('div')
  const button = create('button', { type: 'button' }, 'Check the history')
  button.addEventListener('click', async () => {
    button.disabled = true
    details.replaceChildren()
    const onProgress = (count: number) => {
      status.textContent = `Checking: ${count} files read …`
    }
    onProgress(0)
    try {
      const checked = await checkHistory({ topic, keys, memory: openMemory(), onProgress })
      status.textContent = describeHistory(checked)
      details.replaceChildren(...describeDetails(checked).map((text) => create('p', {}, text)))
    } catch {
      status.textContent = 'The history could not be read. Check your connection and try again.'
    }
    button.disabled = false
  })
  section.replaceChildren(
    create('h2', { id: 'history-title' }, 'The history'),
    create(
      'p',
      {},
      'Every change of this topic is an entry in a log, and each entry names the one before by its fingerprint. Your browser can fetch the log and every release, and compute all fingerprints itself.',
    ),
    button,
    status,
    details,
  )
  section.setAttribute('aria-labelledby', 'history-title')
  section.hidden = false
}

function openMemory(): Storage | undefined {
  try {
    return localStorage
  } catch {
    return undefined
  }
}

export function describeHistory({ report: { faults, heads, releases, files } }: CheckedHistory): string {
  const [first] = faults
  if (!first)
    return `The history fits together: ${count(heads.length, 'entry', 'entries')}, ${count(releases, 'release', 'releases')}, ${count(files, 'file', 'files')}.`
  const place = first.entry === undefined ? '' : `entry ${first.entry} of the log: `
  return `The history does not fit together: ${place}${first.problem}.`
}

function describeDetails({ report, isSignatureUnchecked }: CheckedHistory): string[] {
  if (report.faults.length > 0) return [DOES_NOT_FIT]
  const marked = (['redacted', 'withdrawn', 'hidden'] as const)
    .filter((state) => report[state].length > 0)
    .map((state) => `Release ${report[state].join(', ')} is ${state}, as the log says.`)
  const { shown, notShown } = describeProof([report])
  return [
    ...marked,
    ...shown,
    ...(isSignatureUnchecked ? ['Your browser cannot check the publisher’s signature (Ed25519).'] : []),
    'The check and the key come from this site too: whoever controls all of it could send others.',
    notShown,
    `Head of the log: ${report.heads.at(-1)}. Your browser keeps it, and compares it the next time.`,
  ]
}

const count = (number: number, one: string, more: string) => `${number} ${number === 1 ? one : more}`
