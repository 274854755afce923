/** What a finished box does in a browser beyond opening and closing: sources found by their marks, and a limited height. */

/** Opens everything around the entry that an in-box link names, and goes there: addresses do not reach shadow roots. */
export function openSource(shadow: ShadowRoot, id: string): void {
  const entry = shadow.getElementById(id)
  for (let part = entry?.closest('details'); part; part = part.parentElement?.closest('details')) part.open = true
  entry?.focus()
}

/** Cuts the box at `maxHeight` px, if it is higher; the rest is a button away, or a step of the keyboard into it. */
export function limitHeight(shadow: ShadowRoot, maxHeight: number): void {
  const paper = findPaper(shadow)
  if (!paper || paper.offsetHeight <= maxHeight) return
  paper.classList.add('limited')
  paper.style.maxHeight = `${maxHeight}px`
}

export function showAll(shadow: ShadowRoot): void {
  const paper = findPaper(shadow)
  paper?.classList.remove('limited')
  paper?.style.removeProperty('max-height')
}

function findPaper(shadow: ShadowRoot): HTMLElement | null {
  return shadow.querySelector<HTMLElement>('.paper')
}
