/** Shows, before an item or release is withdrawn, what else is withdrawn, what prevents it, and that it cannot be undone. */
import { useEffect, useState } from 'preact/hooks'
import type { Problem, WithdrawalPreview, WithdrawalTarget } from '../api.ts'
import { Dialog } from './Dialog.tsx'
import type { Desk } from './desk-state.ts'
import { itemLabel } from './labels.ts'
import { listReferences } from './references.ts'

interface Props {
  desk: Desk
  target: WithdrawalTarget
  close: () => void
}

export function WithdrawDialog({ desk, target, close }: Props) {
  const [preview, setPreview] = useState<WithdrawalPreview | Problem>()
  const [reason, setReason] = useState('')
  const [takesDependants, takeDependants] = useState(false)
  const name = 'item' in target ? target.item : `release ${target.release}`
  useEffect(() => {
    void desk.api.previewWithdrawal(target).then(setPreview)
  }, [name])
  const isPossible =
    preview?.kind === 'preview' &&
    preview.mentions.length === 0 &&
    (preview.dependants.length === 0 || takesDependants) &&
    reason.trim() !== ''
  const confirm = () => {
    close()
    void desk.withdraw({ target, reason: reason.trim(), isWithDependants: takesDependants })
  }
  return (
    <Dialog title={`Withdraw ${name}`} close={close}>
      <p class="irreversible">This cannot be undone.</p>
      <Consequences desk={desk} target={target} preview={preview} />
      {preview?.kind === 'preview' && preview.dependants.length > 0 && (
        <label class="flag">
          <input
            type="checkbox"
            checked={takesDependants}
            onChange={(event) => takeDependants(event.currentTarget.checked)}
          />
          Also withdraw what depends entirely on it, and remove every link to it
        </label>
      )}
      <label class="field">
        Why: readers see this instead
        <textarea
          rows={2}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value.replace(/\s+/g, ' '))}
        />
      </label>
      <div class="bar">
        <button type="button" class="danger" disabled={!isPossible} onClick={confirm}>
          Withdraw {name} permanently
        </button>
        <button type="button" onClick={close}>
          Cancel
        </button>
      </div>
    </Dialog>
  )
}

function Consequences({
  desk,
  target,
  preview,
}: Omit<Props, 'close'> & { preview: WithdrawalPreview | Problem | undefined }) {
  if (!preview) return <p>Looking through every release …</p>
  if (preview.kind === 'failure') return <p class="findings error">{preview.problem}</p>
  const { dependants, mentions, rebuilt } = preview
  const names = new Map(listReferences(desk.content, 'any').map((item) => [item.id, item.name]))
  return (
    <div class="scroll">
      <ul>
        {'item' in target ? (
          <>
            <li>It is removed from every release on {desk.store.label}, in all formats, and from lists and search.</li>
            <li>Its URL says that it was withdrawn, with your reason. Its id is never used again.</li>
            <li>If its text was kept in version control, it is still there.</li>
          </>
        ) : (
          <li>The release is deleted, and its URL says that it was withdrawn, with your reason.</li>
        )}
        <li>
          {rebuilt.length === 0
            ? 'No other release has to be rebuilt.'
            : `Rebuilt without it: release ${rebuilt.join(', ')}. Until then, releases that contain it are not shown.`}
        </li>
        <li>Readers see this within five minutes; pages with a pinned release may keep a copy for a day.</li>
      </ul>
      {dependants.length > 0 && (
        <section aria-label="What depends on it">
          <h3>What depends on it</h3>
          <ul>
            {dependants.map(({ part, id, effect }) => (
              <li key={id}>
                {itemLabel(part)}: <bdi>{names.get(id) ?? id}</bdi> –{' '}
                <strong>{effect === 'withdrawn' ? 'withdrawn with it' : 'loses its link to it'}</strong>
              </li>
            ))}
          </ul>
        </section>
      )}
      {mentions.length > 0 && (
        <section aria-label="Where its words occur elsewhere">
          <h3>Its words occur elsewhere: nothing can be withdrawn yet</h3>
          <p>
            In what readers have now: change these texts and publish. In older releases: withdraw those items or
            releases too.
          </p>
          <ul>
            {mentions.map(({ place, words, releases }) => (
              <li key={`${place}${words}`}>
                {place}
                {releases.length > 0 && ` (release ${releases.join(', ')})`}: “{words}”
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
