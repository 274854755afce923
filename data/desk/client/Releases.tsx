/** All releases of the topic, and which one is current. Each other one can be restored or withdrawn, after a preview. */
import { useEffect, useState } from 'preact/hooks'
import type { ReleaseRow } from '../../schema/api.ts'
import type { Problem, RollbackPreview, WithdrawalTarget } from '../api.ts'
import { ChangesView } from './ChangesView.tsx'
import { Dialog } from './Dialog.tsx'
import type { Desk } from './desk-state.ts'
import { WithdrawDialog } from './WithdrawDialog.tsx'

export function Releases({ desk }: { desk: Desk }) {
  const [rows, setRows] = useState<ReleaseRow[]>()
  const [rollback, askRollback] = useState<number>()
  const [withdrawal, askWithdrawal] = useState<WithdrawalTarget>()
  const { api, topic } = desk
  useEffect(() => {
    let isCurrent = true
    const list = async () => {
      const answer = await api.listReleases()
      if (!isCurrent) return
      if (answer.kind === 'failure') desk.showMessage(answer.problem)
      else setRows(answer.releases)
    }
    void list()
    return () => {
      isCurrent = false
    }
  }, [api, topic])
  if (!rows) return <p class="hint">Reading the releases …</p>
  if (rows.length === 0) return <p class="hint">Nothing is published yet.</p>
  return (
    <>
      <table class="releases">
        <thead>
          <tr>
            <th scope="col">Release</th>
            <th scope="col">Published</th>
            <th scope="col">State</th>
            <th scope="col">What you can do</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.release} class={row.isCurrent ? 'current' : undefined}>
              <th scope="row">{row.release}</th>
              <td>{formatTime(row.published)}</td>
              <td>{describeState(row)}</td>
              <td>
                {!row.isCurrent && !row.withdrawn && (
                  <>
                    <button type="button" disabled={desk.isWorking} onClick={() => askRollback(row.release)}>
                      Give readers release {row.release} again …
                    </button>{' '}
                    <button
                      type="button"
                      disabled={desk.isWorking}
                      onClick={() => askWithdrawal({ release: row.release })}
                    >
                      Withdraw release {row.release} …
                    </button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <WithdrawById ask={(item) => askWithdrawal({ item })} />
      {rollback !== undefined && <RollbackDialog desk={desk} release={rollback} close={() => askRollback(undefined)} />}
      {withdrawal && <WithdrawDialog desk={desk} target={withdrawal} close={() => askWithdrawal(undefined)} />}
    </>
  )
}

/** For items of older releases only; an item of the current topic has its own button. */
function WithdrawById({ ask }: { ask: (id: string) => void }) {
  const [id, setId] = useState('')
  return (
    <form
      class="bar"
      onSubmit={(event) => {
        event.preventDefault()
        if (id.trim() !== '') ask(id.trim())
      }}
    >
      <label>
        An item of older releases, by its id{' '}
        <input value={id} spellcheck={false} onInput={(event) => setId(event.currentTarget.value)} />
      </label>
      <button type="submit">Withdraw it …</button>
    </form>
  )
}

function describeState({ isCurrent, since, withdrawn }: ReleaseRow): string {
  if (withdrawn) return `withdrawn ${formatTime(withdrawn.date)}: ${withdrawn.reason}`
  const again = since.length > 1 ? `shown again ${since.slice(1).map(formatTime).join(', ')}` : ''
  return [isCurrent ? 'readers have it' : '', again].filter((text) => text !== '').join('; ')
}

export const formatTime = (time: string) => time.replace('T', ' ').replace(/:\d\dZ$/, ' UTC')

export function RollbackDialog({ desk, release, close }: { desk: Desk; release: number; close: () => void }) {
  const [preview, setPreview] = useState<RollbackPreview | Problem>()
  useEffect(() => {
    void desk.api.previewRollback(release).then(setPreview)
  }, [release])
  const confirm = () => {
    close()
    void desk.rollBack(release)
  }
  return (
    <Dialog title={`Give readers release ${release} again`} close={close}>
      <ul>
        <li>
          Readers of {desk.store.label} get release {release} byte for byte, without what was withdrawn since. They see
          it within five minutes.
        </li>
        <li>Your files stay as they are. Publishing gives readers what is in them, with a new number.</li>
        <li>Every other release stays on record, with its own URL.</li>
      </ul>
      {!preview && <p>Looking at what readers would notice …</p>}
      {preview?.kind === 'failure' && <p class="findings error">{preview.problem}</p>}
      {preview?.kind === 'preview' && (
        <div class="scroll">
          <h3>What readers would notice</h3>
          {preview.changes.items.length === 0 ? (
            <p>Nothing: both have the same content.</p>
          ) : (
            <ChangesView changes={preview.changes} content={desk.content} />
          )}
        </div>
      )}
      <div class="bar">
        <button type="button" class="main" disabled={preview?.kind !== 'preview'} onClick={confirm}>
          Give readers release {release}
        </button>
        <button type="button" onClick={close}>
          Cancel
        </button>
      </div>
    </Dialog>
  )
}
