/** Publishing, rolling back or withdrawing as it goes on, and what came of it: with what an editor can do next. */
import type { Outcome, Problem } from '../api.ts'
import type { Desk } from './desk-state.ts'
import { dropItems } from './drop-items.ts'

export function WorkReport({ desk }: { desk: Desk }) {
  const { work } = desk
  if (!work) return null
  const { title, steps, outcome } = work
  return (
    <section class={`work ${outcome?.kind ?? 'going'}`} aria-label={title}>
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
      {outcome.kind === 'done' && outcome.withdrawn && <RemoveWithdrawn desk={desk} ids={outcome.withdrawn} />}
      <button type="button" onClick={desk.dismiss}>
        Close
      </button>
    </div>
  )
}

/** What was withdrawn is refused when it is published again: it goes from the topic too. */
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
