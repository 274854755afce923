/**
 * On the page around a frame: gives each frame of this service the height of its box, wherever the frame is and whatever
 * the page's style sheets say. A message counts only for the frame whose window sent it.
 */
import { ORIGIN_PLACEHOLDER } from '../../../data/build/addresses.ts'

/** A frame that is at most so much higher than its box reserved the box's room, as `keep-room.ts` of the widget has it. */
const MAX_SPARE_PX = 96

// The Worker puts its own origin here. A sandbox without `allow-same-origin` gives a frame no origin.
const senders = [ORIGIN_PLACEHOLDER, 'null']

addEventListener('message', ({ data, origin, source }) => {
  const { height, type } = data ?? {}
  if (type !== 'fact-box:height' || !(height > 0) || !senders.includes(origin)) return
  const frame = listFrames(document).find(({ contentWindow }) => contentWindow === source)
  if (frame) setHeight(frame, Math.ceil(height))
})

// A frame that was ready before this script has sent its height already.
for (const { contentWindow } of listFrames(document)) contentWindow?.postMessage({ type: 'fact-box:measure' }, '*')

/** Also in open shadow roots. */
function listFrames(root: Document | ShadowRoot): HTMLIFrameElement[] {
  const prototype = root === document ? Document.prototype : DocumentFragment.prototype
  // Called from the prototype: on the document itself, an image of that name would hide it.
  const elements = [...(prototype.querySelectorAll.call(root, '*') as NodeListOf<Element>)]
  return elements.flatMap((element) => {
    if (element.shadowRoot) return listFrames(element.shadowRoot)
    const isOurs = element instanceof HTMLIFrameElement && element.src.startsWith(`${ORIGIN_PLACEHOLDER}/embed/`)
    return isOurs ? [element] : []
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
  frame.style.setProperty('height', `${height + around}px`, 'important')
  frame.style.setProperty('max-height', 'none', 'important')
  // oEmbed's fallback, as WordPress hides it.
  const fallback = frame.previousElementSibling
  if (fallback?.matches('blockquote.wp-embedded-content')) fallback.setAttribute('hidden', '')
}
