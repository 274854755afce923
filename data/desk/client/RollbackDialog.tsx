/** Giving readers an earlier release again: what they would notice, before it is done. */
import { useEffect, useState } from 'preact/hooks'
import type { Problem, RollbackPreview } from '../api.ts'
import { ChangesView } from './ChangesView.tsx'
import { Dialog } from './Dialog.tsx'
import type { Desk } from './desk-state.ts'

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
        <li>Every other release stays on record, with its own address.</li>
      </ul>
      {!preview && <p>Looking at what readers would notice …</p>}
      {preview?.kind === 'failure' && <p class="findings error">{preview.problem}</p>}
      {preview?.kind === 'preview' && (
        <div class="scroll">
          <h3>What readers would notice</h3>
          {preview.changes.items.length === 0 ? (
            <p>Nothing: the two say the same.</p>
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
