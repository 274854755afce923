/** Reads the page around a box: its language, and whether its background is light or dark. */
import type { Ground } from './components/Box.tsx'
import type { Options } from './options.ts'
import { QUOTATION } from './quotation.ts'

/** Backgrounds lighter or darker than these give the box's text enough contrast (relative luminance). */
const LIGHT = 0.75
const DARK = 0.045
const MIDDLE = 0.18
/** Luminance assumed for an image or a gradient. */
const MEDIUM = 0.3
/** Text lighter than this implies a dark background. */
const LIGHT_TEXT = 0.45

/**
 * Returns the ground for a theme. `auto` follows the page's background. Light text on an apparently light background implies
 * something dark in between that styles do not show. There, and on images, gradients and medium colours, the box has its own paper.
 */
export function readGround(element: Element, { theme = 'auto' }: Options): Ground {
  if (theme !== 'auto') return theme === 'system' ? 'paper' : `${theme as 'light' | 'dark'} paper`
  const [canvas] = readColor(getComputedStyle(element, '::after').backgroundColor)
  const parent = readParent(element)
  // A quotation's own colours give way to its box.
  const place = (parent?.matches(QUOTATION) && readParent(parent)) || element
  const [text] = readColor(getComputedStyle(place).color)
  // Dark text shows that only a part of the page has a dark scheme: the canvas is that of the whole.
  const ground = readBackground(place, text > LIGHT_TEXT ? canvas : 1)
  const hasContrast = ground < DARK || (ground > LIGHT && text < LIGHT_TEXT)
  return `${ground < MIDDLE || text > LIGHT_TEXT ? 'dark' : 'light'}${hasContrast ? '' : ' paper'}`
}

/** Returns the language tag (BCP 47) of the element or its nearest ancestor; empty if there is none. */
export function readLang(element: Element | null | undefined): string {
  if (!element) return ''
  return element.getAttribute('lang') ?? element.getAttribute('xml:lang') ?? readLang(readParent(element))
}

function readParent(element: Element): Element | null | undefined {
  return element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host
}

/** Returns the relative luminance behind an element; `canvas` is the browser's, behind everything else. */
function readBackground(element: Element | null | undefined, canvas: number): number {
  if (!element) return canvas
  const { backgroundColor, backgroundImage } = getComputedStyle(element)
  const [luminance, alpha] = readColor(backgroundColor)
  if (backgroundImage !== 'none') return MEDIUM
  return alpha < 1 ? alpha * luminance + (1 - alpha) * readBackground(readParent(element), canvas) : luminance
}

/** Returns relative luminance (WCAG 2) and alpha of a computed colour in any colour space. */
function readColor(color: string): [luminance: number, alpha: number] {
  const [first = 0, second = 0, third = 0, alpha = 1] = (color.match(/(?<=[ (])[-\d.e]+/g) ?? []).map(Number)
  // The first number of Lab and LCH is perceived lightness.
  const white = { o: 1, l: 100 }[color.charAt(0)]
  if (white) return [(first / white) ** 3, alpha]
  const linear = (part: number) => (part / (color.startsWith('rgb') ? 255 : 1)) ** 2.2
  return [0.2126 * linear(first) + 0.7152 * linear(second) + 0.0722 * linear(third), alpha]
}
