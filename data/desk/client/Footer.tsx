/**
 * Below the forms: saving and publishing, errors and warnings, what would change for readers, the releases; and the progress
 * of publishing, rolling back or withdrawing, with the next steps.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import { count } from '../../build/formats/text.ts'
import type { Content, Outcome, Problem } from '../api.ts'
import { isFields } from '../merge.ts'
import { ChangesView } from './ChangesView.tsx'
import type { Desk } from './desk-state.ts'
import { FindingsList } from './Findings.tsx'
import { Unsettled } from './Offers.tsx'
import { listIn, setIn } from './paths.ts'
import { Releases } from './Releases.tsx'
import { Tabs } from './Tabs.tsx'

type Panel = 'findings' | 'changes' | 'releases'

export function Footer({ desk }: { desk: Desk }) {
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
          {checked && (errors > 0 ? count(errors, 'error') : 'no errors')}
          {checked && errors === 0 && !checked.isVerified && ', to be verified when you publish'}
          {desk.isSaved ? '' : ' · not saved'}
        </span>
      </div>
      <Unsettled desk={desk} />
      <WorkReport desk={desk} />
      <Tabs<Panel>
        label="Before you publish"
        tabs={[
          { id: 'findings', label: 'Errors and warnings', count: findings.length, isWrong: errors > 0 },
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

/** Skips the choice when there is only one store. An unusable store is listed with the reason. */
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
  if (!checked?.box) return <p class="hint">This is known once there are no errors.</p>
  if (!checked.changes) return <p class="hint">Readers have nothing of this topic yet: publishing makes release 1.</p>
  if (checked.changes.items.length === 0)
    return <p class="hint">Nothing would change for readers, who have release {topic.published?.release}.</p>
  return <ChangesView changes={checked.changes} content={content} />
}

export function WorkReport({ desk }: { desk: Desk }) {
  const { work } = desk
  const section = useRef<HTMLElement>(null)
  // The button that started it may be gone, and the focus with it.
  useEffect(() => {
    if (work && document.activeElement === document.body) section.current?.focus()
  }, [work?.outcome])
  if (!work) return null
  const { title, steps, outcome } = work
  return (
    <section ref={section} class={`work ${outcome?.kind ?? 'going'}`} aria-label={title} tabIndex={-1}>
      <h3>{title}</h3>
      {!outcome && <progress aria-label={title} />}
      <div aria-live="polite">
        {!outcome && (
          <ol>
            {steps.map((step, index) => (
              <li key={`${index}${step}`}>{step}</li>
            ))}
          </ol>
        )}
        {outcome && <pre>{outcome.kind === 'failure' ? outcome.problem : outcome.report}</pre>}
      </div>
      {outcome && <NextSteps desk={desk} outcome={outcome} />}
    </section>
  )
}

function NextSteps({ desk, outcome }: { desk: Desk; outcome: Outcome | Problem }) {
  return (
    <div class="bar">
      {outcome.kind === 'unverified' && (
        <button type="button" onClick={() => void desk.publish({ isUnverified: true })}>
          Publish unverified
        </button>
      )}
      {outcome.kind === 'refused' && outcome.replaceable !== undefined && (
        <button type="button" onClick={() => void desk.publish({ over: outcome.replaceable ?? 0 })}>
          Replace release {outcome.replaceable}
        </button>
      )}
      {outcome.kind !== 'failure' && outcome.withdrawn && <RemoveWithdrawn desk={desk} ids={outcome.withdrawn} />}
      {outcome.kind === 'done' && <ShownAt desk={desk} />}
      <button type="button" onClick={desk.dismiss}>
        Close
      </button>
    </div>
  )
}

function ShownAt({ desk: { store, topic } }: { desk: Desk }) {
  if (!store.shownAt) return null
  return (
    <>
      <a href={store.shownAt.page + topic.id} target="_blank" rel="noreferrer">
        See its page
      </a>
      <a href={store.shownAt.demo + topic.id} target="_blank" rel="noreferrer">
        See the box on the demo page
      </a>
    </>
  )
}

/** Removes withdrawn items from the topic too, because publishing refuses them. */
function RemoveWithdrawn({ desk, ids }: { desk: Desk; ids: string[] }) {
  const drop = () => {
    desk.replace(dropItems(desk.latest(), new Set(ids), 'Withdrawn.'))
    desk.dismiss()
  }
  return (
    <button type="button" class="main" onClick={drop}>
      Take {ids.length === 1 ? 'it' : 'them'} out of the topic too, and retire the id{ids.length === 1 ? '' : 's'}
    </button>
  )
}

/** Optional fields that are dropped when the item they name is gone. */
const LINKS = new Set(['event', 'superEvent', 'claimant', 'movedTo'])

export function dropItems(content: Content, ids: ReadonlySet<string>, reason: string): Content {
  const isDropped = (value: unknown) =>
    typeof value === 'string'
      ? ids.has(value)
      : isFields(value) && [value.id, value.article, value.party, value.target].some((id) => ids.has(String(id)))
  const drop = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((item) => !isDropped(item)).map(drop)
    if (!isFields(value)) return value
    const kept = Object.entries(value).filter(([key, item]) => !(LINKS.has(key) && ids.has(String(item))))
    return Object.fromEntries(kept.map(([key, item]) => [key, drop(item)]))
  }
  const dropped = drop(content) as Content
  const date = new Date().toISOString().slice(0, 10)
  const retired = listIn(content, ['topic', 'retired'])
  const known = new Set(retired.map((item) => (isFields(item) ? item.id : undefined)))
  const added = [...ids].filter((id) => !known.has(id)).map((id) => ({ id, date, reason }))
  return setIn(dropped, ['topic', 'retired'], [...retired, ...added]) as Content
}
