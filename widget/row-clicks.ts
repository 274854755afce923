/** What works the same with and without Preact: rows that open, and the events that notify the page. */

/** Notifies the page. Each event has two names, since some frameworks cannot write one with a colon. */
export function emit(host: HTMLElement, event: string, about: object): void {
  const detail = { topic: host.getAttribute('topic'), ...about }
  for (const name of [`fact-box:${event}`, `factbox${event}`]) {
    host.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }))
  }
}

/** A click on a lead also opens its row, unless text is selected. The page is notified of what opens and closes. */
export function handleRowClick(host: HTMLElement, target: Element): void {
  // The page's own content in a slot is not part of the box.
  if (!host.shadowRoot?.contains(target)) return
  const details = target.closest('summary')?.parentElement as HTMLDetailsElement | null | undefined
  if (details) emit(host, 'toggle', { part: details.dataset.part, open: !details.open })
  else if (target.closest('.lead') && !target.closest('a') && !String(getSelection())) {
    target.closest('.row')?.querySelector('summary')?.click()
  }
}
