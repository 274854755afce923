/**
 * On the page around a frame: gives each frame of this service the height of its box, wherever the frame is and whatever
 * the page's style sheets say. A message counts only for the frame whose window sent it.
 */
import { ORIGIN_PLACEHOLDER } from '../../../data/build/urls.ts'

/** A frame that is at most so much higher than its box reserved the box's room, as `keep-room.ts` of the widget has it. */
const MAX_SPARE_PX = 96

addEventListener('message', ({ data, origin, source }) => {
  const { height, type } = data ?? {}
  if (type !== 'fact-box:height' || !(height > 0)) return
  const frame = listFrames(document).find(({ contentWindow }) => contentWindow === source)
  // A sandbox without `allow-same-origin` gives a frame no origin; then its address says whose it is.
  if (frame && (origin === ORIGIN_PLACEHOLDER || (origin === 'null' && isOwn(frame))))
    setHeight(frame, Math.ceil(height))
})

// A frame that was ready before this script has sent its height already.
for (const frame of listFrames(document).filter(isOwn)) {
  frame.contentWindow?.postMessage({ type: 'fact-box:measure' }, '*')
}

/** The Worker puts its own origin in the place of the placeholder. */
function isOwn({ src }: HTMLIFrameElement): boolean {
  return src.startsWith(`${ORIGIN_PLACEHOLDER}/embed/`)
}

/** Also in open shadow roots. */
function listFrames(root: Document | ShadowRoot): HTMLIFrameElement[] {
  const prototype = root === document ? Document.prototype : DocumentFragment.prototype
  // Called from the prototype: on the document itself, an image of that name would hide it.
  const elements = [...(prototype.querySelectorAll.call(root, '*') as NodeListOf<Element>)]
  return elements.flatMap((element) => {
    if (element.shadowRoot) return listFrames(element.shadowRoot)
    return element instanceof HTMLIFrameElement ? [element] : []
  })
}

/** The room that a snippet reserved by its width is kept, so that nothing below the frame moves. */
function setHeight(frame: HTMLIFrameElement, height: number): void {
  const spare = frame.clientHeight - height
  if (frame.style.height.includes('cqi') && spare >= 0 && spare <= MAX_SPARE_PX) return
  const { boxSizing, paddingTop, paddingBottom } = getComputedStyle(frame)
  const borders = frame.offsetHeight - frame.clientHeight
  const around =
    boxSizing === 'border-box' ? borders + Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom) : 0
  // All three, since a page may bound heights, and columns (flex) grow and shrink what is in them.
  for (const name of ['height', 'min-height', 'max-height']) {
    frame.style.setProperty(name, `${height + around}px`, 'important')
  }
  // oEmbed's fallback, as WordPress hides it.
  const fallback = frame.previousElementSibling
  if (fallback?.matches('blockquote.wp-embedded-content')) fallback.setAttribute('hidden', '')
}
