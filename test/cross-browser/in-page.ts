/** Functions that run in pages and read what is visible. Each is self-contained, since it is sent as text. Positions are in CSS px. */

export interface SeenBox {
  topic: string
  title: string
  /** Size of the element itself. */
  width: number
  height: number
  titleSize: number
  /** Contrast between the title and its background: 1 to 21. */
  contrast: number
  /** Whether a click on the title's middle would hit the box. */
  isOnTop: boolean
}

/** Reads the complete boxes, in the page or in the shadow root of what `host` selects. */
export function readBoxes(host: string): SeenBox[] {
  const root = (host && document.querySelector(host)?.shadowRoot) || document
  const seen: SeenBox[] = []
  let next: Element | undefined
  for (const box of root.querySelectorAll('fact-box')) {
    const title = box.shadowRoot?.querySelector('h1, h2, h3, h4, h5, h6')
    if (!title) {
      next ??= box
      continue
    }
    title.scrollIntoView({ block: 'center', behavior: 'instant' })
    const place = title.getBoundingClientRect()
    const { width, height } = box.getBoundingClientRect()
    const style = getComputedStyle(title)
    let paper: Element | undefined = title
    while (paper && getComputedStyle(paper).backgroundColor === 'rgba(0, 0, 0, 0)') {
      paper = paper.parentElement ?? (paper.getRootNode() as Partial<ShadowRoot>).host
    }
    seen.push({
      topic: box.getAttribute('topic') ?? '',
      title: title.textContent ?? '',
      width,
      height,
      titleSize: Number.parseFloat(style.fontSize),
      contrast: contrastOf(style.color, paper ? getComputedStyle(paper).backgroundColor : 'rgb(255, 255, 255)'),
      isOnTop: !!box.shadowRoot?.elementFromPoint(place.x + place.width / 2, place.y + place.height / 2),
    })
  }
  // Data are loaded when the box comes near the viewport.
  next?.scrollIntoView({ behavior: 'instant' })
  return seen

  /** Contrast ratio as defined by WCAG. */
  function contrastOf(ink: string, ground: string): number {
    const [lighter = 0, darker = 0] = [luminanceOf(ink), luminanceOf(ground)].sort((a, b) => b - a)
    return (lighter + 0.05) / (darker + 0.05)
  }
  function luminanceOf(color: string): number {
    const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
      const share = +part / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
}

/** What a box takes from its page. */
export interface Setting {
  width: number
  fontSize: string
  /** Class of the section: light or dark, with or without its own background. */
  ground: string
}

export interface Look {
  setting: Setting
  look: Record<string, string>
}

/**
 * Reads the style of the first box, from one element of each kind that shows text or a background: the inherited properties, and
 * the resulting sizes. Includes what a box takes from its page: its width, its text size and its background.
 */
export function readLook(host: string): Look {
  const inherited =
    /^(?:-webkit-)?(?:accent|background-color|border-|caret|color|cursor|direction|display|fill|font|height|hyphens|letter|line|list|opacity|orphans|overflow-wrap|pointer|quotes|stroke|tab|text|user|visibility|white|widows|width|word|writing)/
  const root = (host && document.querySelector(host)?.shadowRoot) || document
  const box = root.querySelector('fact-box')
  const properties = [...getComputedStyle(document.documentElement)].filter((property) => inherited.test(property))
  const look: Record<string, string> = {}
  const section = box?.shadowRoot?.querySelector('section')
  const text = section && getComputedStyle(section)
  // The layout size, without transforms.
  const setting = {
    width: Number.parseFloat(text?.width ?? '0'),
    fontSize: text?.fontSize ?? '',
    ground: section?.className ?? '',
  }
  for (const element of box?.shadowRoot?.querySelectorAll('*') ?? []) {
    const style = getComputedStyle(element)
    const kind = `${element.parentElement?.localName ?? ''} > ${element.localName}.${element.getAttribute('class') ?? ''}`
    const hasWords = [...element.childNodes].some(
      (child) => child.nodeType === Node.TEXT_NODE && child.textContent?.trim(),
    )
    const hasPaper = style.backgroundColor !== 'rgba(0, 0, 0, 0)'
    if (`${kind} color` in look || !(hasWords || hasPaper) || !element.checkVisibility()) continue
    for (const property of properties) look[`${kind} ${property}`] = style.getPropertyValue(property)
  }
  return { setting, look }
}

/** Reads the page without its boxes and their scripts: global names, storage, and the style of elements. */
export function readPage(): string[] {
  const names = (owner: object, label: string) => Object.getOwnPropertyNames(owner).map((name) => `${label}.${name}`)
  const prototypes = [Object, Array, String, Function, Promise, EventTarget, Node, Element, HTMLElement, Document]
  const elements = [...document.querySelectorAll('*:not(fact-box, fact-box *, script)')].map((element) => {
    const { color, font, backgroundColor, display, margin } = getComputedStyle(element)
    const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`)
    return [element.localName, ...attributes, color, font, backgroundColor, display, margin].join(' ')
  })
  return [
    ...names(window, 'window'),
    ...prototypes.flatMap(({ name, prototype }) => names(prototype, name)),
    `cookie ${document.cookie}`,
    ...elements,
  ].sort()
}

/** Lists what overflows the first box, and by how much. */
export function listOutside(host: string): string[] {
  const root = (host && document.querySelector(host)?.shadowRoot) || document
  const box = root.querySelector('fact-box')
  const { left, right } = box?.getBoundingClientRect() ?? { left: 0, right: 0 }
  return [...(box?.shadowRoot?.querySelectorAll('*') ?? [])].flatMap((element) => {
    const place = element.getBoundingClientRect()
    const over = Math.max(left - place.left, place.right - right)
    return place.width > 0 && over > 1
      ? [`${element.localName} ${element.textContent?.slice(0, 30)} by ${over.toFixed(0)} px`]
      : []
  })
}

/** Returns the middle of something within the first box, after scrolling it into view. Undefined when it does not exist. */
export function findInBox(host: string, selector: string): { x: number; y: number } | undefined {
  const root = (host && document.querySelector(host)?.shadowRoot) || document
  const found = root.querySelector('fact-box')?.shadowRoot?.querySelector(selector)
  found?.scrollIntoView({ block: 'center', behavior: 'instant' })
  const place = found?.getBoundingClientRect()
  return place && { x: place.x + place.width / 2, y: place.y + place.height / 2 }
}
