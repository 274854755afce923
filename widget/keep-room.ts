/** A fallback that is taller than its box by more than this was not sized for the box. */
const MAX_SPARE_PX = 96

/** Keeps the height that a fallback reserved, so that content below does not move, until the window is resized. */
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
