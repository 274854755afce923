/**
 * What a box takes from the page around it: the language, and the first opaque background, which decides between light and
 * dark.
 */
import type { Ground } from './components/Box.tsx'
import type { Options } from './options.ts'

/** Backgrounds at least this light or at most this dark give the box's text enough contrast (relative luminance). */
const LEAST_LIGHT = 0.72
const MOST_DARK = 0.045
const MIDDLE = 0.18
/** A background below this alpha is transparent. */
const OPAQUE = 0.9

/** Follows the theme. `auto` follows the page; on an image, a gradient or a medium colour the box has its own paper. */
export function readGround(element: Element, { theme = 'auto' }: Options): Ground {
  if (theme !== 'auto') return { hasPaper: true, scheme: theme === 'system' ? undefined : (theme as 'light' | 'dark') }
  for (let above: Element | null | undefined = element; above; above = readParent(above)) {
    const { backgroundColor, backgroundImage } = getComputedStyle(above)
    if (backgroundImage !== 'none') return { hasPaper: true, scheme: readScheme(element) }
    const [luminance, alpha] = readColor(backgroundColor)
    if (alpha < OPAQUE) continue
    return {
      scheme: luminance < MIDDLE ? 'dark' : 'light',
      hasPaper: luminance < LEAST_LIGHT && luminance > MOST_DARK,
    }
  }
  return { scheme: readScheme(document.documentElement), hasPaper: false }
}

/** The nearest language tag (BCP 47) above the element or on it; empty where the page has none. */
export function readLang(element: Element | null | undefined): string {
  if (!element) return ''
  return element.getAttribute('lang') ?? element.getAttribute('xml:lang') ?? readLang(readParent(element))
}

function readParent(element: Element): Element | null | undefined {
  return element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host
}

/** The colour scheme of the browser's own canvas. */
function readScheme(element: Element): 'light' | 'dark' {
  const { colorScheme } = getComputedStyle(element)
  if (!colorScheme.includes('dark')) return 'light'
  return colorScheme.includes('light') && !matchMedia('(prefers-color-scheme:dark)').matches ? 'light' : 'dark'
}

/** Relative luminance (WCAG 2) and alpha of a computed colour in any colour space. */
function readColor(color: string): [luminance: number, alpha: number] {
  // Names such as `display-p3` are not numbers.
  const [first = 0, second = 0, third = 0, alpha = 1] = color
    .split(/[^\w.-]+/)
    .map(Number.parseFloat)
    .filter(Number.isFinite)
  // The first number of Lab and LCH is perceived lightness.
  if (/^(ok)?l/.test(color)) return [(color[0] === 'o' ? first : first / 100) ** 3, alpha]
  const scale = color.startsWith('rgb') ? 255 : 1
  const [red = 0, green = 0, blue = 0] = [first, second, third].map((part) => (part / scale) ** 2.2)
  return [0.2126 * red + 0.7152 * green + 0.0722 * blue, alpha]
}
