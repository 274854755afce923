/** Work that a page's `load` need not wait for. */

/**
 * Runs at once or, between the first paint and `load`, after two tasks: the first ends the script, and the second has `load` before
 * it. Nothing changes in the page until then, so that a frame between them is cheap.
 */
export function letPageLoad(run: () => void): void {
  if (document.readyState === 'interactive' && hasPainted()) setTimeout(() => setTimeout(run))
  else run()
}

/** A page's variable may have replaced `performance`. */
function hasPainted(): boolean {
  return !!performance?.getEntriesByType?.('paint')[0]
}
