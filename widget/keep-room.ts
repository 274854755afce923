/** A fallback higher than its box by more than this did not reserve the box's room. */
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
