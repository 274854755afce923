/** What is left to do, what would change, what readers have: and the buttons that save and publish. */
import { useState } from 'preact/hooks'
import { ChangesView } from './ChangesView.tsx'
import type { Desk } from './desk-state.ts'
import { FindingsList } from './FindingsList.tsx'
import { Releases } from './Releases.tsx'
import { Tabs } from './Tabs.tsx'
import { Unsettled } from './Unsettled.tsx'
import { WorkReport } from './WorkReport.tsx'

type Panel = 'findings' | 'changes' | 'releases'

export function Foot({ desk }: { desk: Desk }) {
  const [panel, choose] = useState<Panel>('findings')
  const { checked } = desk
  const findings = checked?.findings ?? []
  const errors = findings.filter(({ severity }) => severity !== 'warning').length
  return (
    <footer data-pane="button:enabled">
      <div class="bar">
        <button type="button" onClick={() => void desk.save()} disabled={desk.isSaved}>
          Save
        </button>
        <button type="button" onClick={desk.undo} disabled={!desk.undo}>
          Undo
        </button>
        <button type="button" onClick={desk.redo} disabled={!desk.redo}>
          Redo
        </button>
        <StoreChoice desk={desk} />
        <button
          type="button"
          class="main"
          disabled={!checked || errors > 0 || desk.isWorking}
          onClick={() => void desk.publish()}
        >
          Publish
        </button>
        <output aria-live="polite">{desk.message}</output>
        <span class="state">
          {checked && (errors > 0 ? `${errors} to mend` : 'nothing to mend')}
          {checked && errors === 0 && !checked.isVerified && ', to be verified when you publish'}
          {desk.isSaved ? '' : ' · not saved'}
        </span>
      </div>
      <Unsettled desk={desk} />
      <WorkReport desk={desk} />
      <Tabs<Panel>
        label="Before you publish"
        tabs={[
          { id: 'findings', label: 'To mend and doubts', count: findings.length, isWrong: errors > 0 },
          { id: 'changes', label: 'What would change', count: checked?.changes?.items.length ?? 0 },
          { id: 'releases', label: 'Releases' },
        ]}
        chosen={panel}
        choose={choose}
      />
      <div role="tabpanel" id={`panel-${panel}`} aria-labelledby={`tab-${panel}`} class="panel">
        {panel === 'findings' && <FindingsList desk={desk} />}
        {panel === 'changes' && <WhatWouldChange desk={desk} />}
        {panel === 'releases' && <Releases desk={desk} />}
      </div>
    </footer>
  )
}

/** With one store alone there is nothing to choose; one that cannot be used says why. */
function StoreChoice({ desk }: { desk: Desk }) {
  const { stores, store } = desk
  if (stores.length < 2) return null
  return (
    <label>
      To{' '}
      <select
        value={store.target}
        disabled={desk.isWorking}
        onChange={(event) => desk.chooseStore(event.currentTarget.value)}
      >
        {stores.map(({ target, label, problem }) => (
          <option key={target} value={target} disabled={problem !== undefined}>
            {problem === undefined ? label : `${label}: ${problem}`}
          </option>
        ))}
      </select>
    </label>
  )
}

function WhatWouldChange({ desk: { checked, topic, content } }: { desk: Desk }) {
  if (!checked?.box) return <p class="hint">This is known once nothing is left to mend.</p>
  if (!checked.changes) return <p class="hint">Readers have nothing of this topic yet: publishing makes release 1.</p>
  if (checked.changes.items.length === 0)
    return <p class="hint">Nothing would change for readers, who have release {topic.published?.release}.</p>
  return <ChangesView changes={checked.changes} content={content} />
}
