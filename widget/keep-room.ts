/** A fallback that is at most so much higher than its box reserved the box's room. */
const MAX_SPARE_PX = 96

/** Keeps the height that a fallback reserved, so that nothing below moves, until the page gets another width. */
export function keepRoom(element: HTMLElement, reserved: number): void {
  const spare = reserved - element.offsetHeight
  if (spare <= 0 || spare > MAX_SPARE_PX) return
  element.style.minHeight = `${reserved}px`
  addEventListener(
    'resize',
    () => {
      element.style.minHeight = ''
    },
    { once: true },
  )
}
