/** A tab list that follows the ARIA Authoring Practices: one Tab stop, arrow keys between tabs. */
interface Props<Id extends string> {
  label: string
  tabs: readonly { id: Id; label: string; count?: number; isWrong?: boolean }[]
  chosen: Id
  choose: (id: Id) => void
}

export function Tabs<Id extends string>({ label, tabs, chosen, choose }: Props<Id>) {
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === chosen)
    const targets: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }
    const target = targets[event.key]
    if (target === undefined) return
    event.preventDefault()
    const next = tabs[(target + tabs.length) % tabs.length]
    if (!next) return
    choose(next.id)
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
      {tabs.map(({ id, label: name, count = 0, isWrong = false }) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={`tab-${id}`}
          aria-selected={id === chosen}
          aria-controls={id === chosen ? `panel-${id}` : undefined}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => choose(id)}
        >
          {name}
          {count > 0 && <span class={isWrong ? 'count wrong' : 'count'}> {count}</span>}
        </button>
      ))}
    </div>
  )
}
