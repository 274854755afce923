/**
 * Runs on the page around a frame: sets the height of each frame of this service to that of its box, wherever the frame is and
 * whatever the page's style sheets say. Accepts a message only for the frame whose window sent it.
 */
import { ORIGIN_PLACEHOLDER } from '../../../data/build/urls.ts'

/** A frame that is taller than its box by at most this was sized for the box; the same value as in the widget's `keep-room.ts`. */
const MAX_SPARE_PX = 96

addEventListener('message', ({ data, origin, source }) => {
  const { height, type } = data ?? {}
  if (type !== 'fact-box:height' || !(height > 0)) return
  const frame = listFrames(document).find(({ contentWindow }) => contentWindow === source)
  // In a sandbox without `allow-same-origin` the origin is "null"; then the frame's URL identifies it.
  if (frame && (origin === ORIGIN_PLACEHOLDER || (origin === 'null' && isOwn(frame))))
    setHeight(frame, Math.ceil(height))
})

// A frame that was ready before this script has already sent its height, so ask again.
for (const frame of listFrames(document).filter(isOwn)) {
  frame.contentWindow?.postMessage({ type: 'fact-box:measure' }, '*')
}

/** Whether the frame is of this service. The Worker replaces the placeholder with its origin. */
function isOwn({ src }: HTMLIFrameElement): boolean {
  return src.startsWith(`${ORIGIN_PLACEHOLDER}/embed/`)
}

/** Lists all frames, also in open shadow roots. */
function listFrames(root: Document | ShadowRoot): HTMLIFrameElement[] {
  const prototype = root === document ? Document.prototype : DocumentFragment.prototype
  // Called from the prototype: on the document itself, an image with that name would hide it.
  const elements = [...(prototype.querySelectorAll.call(root, '*') as NodeListOf<Element>)]
  return elements.flatMap((element) => {
    if (element.shadowRoot) return listFrames(element.shadowRoot)
    return element instanceof HTMLIFrameElement ? [element] : []
  })
}

/** Sets the height, but keeps a height that a snippet reserved, so that content below the frame does not move. */
function setHeight(frame: HTMLIFrameElement, height: number): void {
  const spare = frame.clientHeight - height
  if (frame.style.height.includes('cqi') && spare >= 0 && spare <= MAX_SPARE_PX) return
  const { boxSizing, paddingTop, paddingBottom } = getComputedStyle(frame)
  const borders = frame.offsetHeight - frame.clientHeight
  const around =
    boxSizing === 'border-box' ? borders + Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom) : 0
  // All three properties, since a page may limit heights, and flex containers grow and shrink their items.
  for (const name of ['height', 'min-height', 'max-height']) {
    frame.style.setProperty(name, `${height + around}px`, 'important')
  }
  // Hides the fallback of oEmbed, as WordPress does.
  const fallback = frame.previousElementSibling
  if (fallback?.matches('blockquote.wp-embedded-content')) fallback.setAttribute('hidden', '')
}
