/** What a box takes from what it stands on: language, and the first opaque background, which decides whether it is light or dark. */
import type { Ground } from './components/Box.tsx'
import type { Options } from './options.ts'

/** Relative luminances between which the box's inks have contrast enough on the page's own colour. */
const LEAST_LIGHT = 0.72
const MOST_DARK = 0.045
const MIDDLE = 0.18
/** Less than this lets what is below it show. */
const OPAQUE = 0.9

/**
 * As the theme says. `auto` is the page's, with a paper of the box's own where that is not known: an image, a gradient, or a colour
 * of the middle.
 */
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

/** As the browser paints what nobody has painted. */
function readScheme(element: Element): 'light' | 'dark' {
  const { colorScheme } = getComputedStyle(element)
  if (!colorScheme.includes('dark')) return 'light'
  return colorScheme.includes('light') && !matchMedia('(prefers-color-scheme:dark)').matches ? 'light' : 'dark'
}

/** Relative luminance (WCAG 2) and alpha of a computed colour, in whichever space it was written. */
function readColor(color: string): [luminance: number, alpha: number] {
  // Names such as `display-p3` are not numbers.
  const [first = 0, second = 0, third = 0, alpha = 1] = color
    .split(/[^\w.-]+/)
    .map(Number.parseFloat)
    .filter(Number.isFinite)
  // The first number of Lab and LCH is how light a colour is, to the eye.
  if (/^(ok)?l/.test(color)) return [(color[0] === 'o' ? first : first / 100) ** 3, alpha]
  const scale = color.startsWith('rgb') ? 255 : 1
  const [red = 0, green = 0, blue = 0] = [first, second, third].map((part) => (part / scale) ** 2.2)
  return [0.2126 * red + 0.7152 * green + 0.0722 * blue, alpha]
}
