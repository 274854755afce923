/** The one thing that a box does in a browser beyond opening and closing: sources are found by their marks. */

/** Opens and focuses the source that an in-box link names: addresses do not reach into shadow roots. */
export function openSource(event: MouseEvent): void {
  const link = event.currentTarget as HTMLAnchorElement
  const source = (link.getRootNode() as ShadowRoot).getElementById(link.hash.slice(1))
  if (!source) return
  event.preventDefault()
  source.closest('details')?.setAttribute('open', '')
  source.focus()
}
