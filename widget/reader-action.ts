/** What a reader's click does beyond opening and closing, which is the browser's: it is told, and sources are found. */

/** The event to tell, and what of; undefined for a click on nothing of note. */
export function readAction(click: MouseEvent, root: ShadowRoot): [name: string, detail: object] | undefined {
  const target = click.target as Element
  // The page's own content, where it stands in a slot, is none of ours.
  if (!root.contains(target)) return
  const control = target.closest<HTMLAnchorElement>('summary,[data-article]')
  const part = control?.closest('details')
  const article = control?.dataset.article
  if (article) {
    const source = root.getElementById(article)
    if (source && control.hash === `#${article}` && !click.ctrlKey && !click.metaKey) {
      click.preventDefault()
      openSource(source)
    }
    return ['cite', { article, url: control.href }]
  }
  return control && part ? ['toggle', { part: part.className || part.id, open: !part.open }] : undefined
}

/** Addresses do not reach into shadow roots. */
function openSource(source: HTMLElement): void {
  source.closest('details')?.setAttribute('open', '')
  source.focus()
}
