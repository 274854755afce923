/**
 * What a publisher pastes, for each way to embed. The one source of what the configurator shows, what its preview stands on
 * a page and what `/snippet` answers.
 */
import { html } from 'hono/html'
import type { Box, BoxRoom } from '../../../data/schema/api.ts'
import type { Choice } from '../../query/choice.ts'
import type { Html } from '../document.ts'

/** Of a frame whose height is not chosen, until its script gives it that of its box, in pixels. */
const FRAME_HEIGHT = 600
/** Lets the spacer float inside, and keeps the quotation in the page's column. Inside the element the page sets the margins. */
export const QUOTATION_STYLE = 'display:flow-root;margin:1.5em 0'
export const FALLBACK_STYLE = 'display:flow-root;margin:0'

export interface Script {
  /** Of the element's script, under the hash of its content. */
  path: string
  /** Subresource integrity: `sha384-…`. */
  integrity: string
}

export interface Surroundings {
  origin: string
  script: Script
  /** What the quotation says, and how much room it takes. */
  box: Pick<Box, 'name' | 'abstract' | 'lede' | 'room'>
  /** The box as HTML, for `html` alone. */
  drawn?: string | undefined
}

export function createSnippet(choice: Choice, surroundings: Surroundings): string {
  switch (choice.as) {
    case 'quotation':
      return createQuotationSnippet(choice, surroundings)
    case 'element':
      return createElementSnippet(choice, surroundings)
    case 'html':
      return surroundings.drawn ?? ''
    case 'frame':
      return createFrameSnippet(choice, surroundings)
    case 'address':
      return `${surroundings.origin}/topics/${choice.topic}`
  }
}

/** Text stands on the page by itself, with and without its script. */
function createQuotationSnippet(choice: Choice, surroundings: Surroundings): string {
  const { origin } = surroundings
  const options = listOptions(choice).map(([name, value]) => html` data-${name}="${value}"`)
  const quotation = createQuotation(
    choice,
    surroundings,
    html` class="fact-box" data-topic="${choice.topic}"${options}`,
  )
  const query = choice.lang ? `?lang=${choice.lang}` : ''
  // A pinned script has no data inside, which change: it fetches its topic's.
  const source = choice.isPinned
    ? pinScript(surroundings)
    : html`<script async src="${origin}/embed/${choice.topic}.js${query}"></script>`
  return `${quotation}\n${source}`
}

/** Several elements share the script. What is inside is there until the box is. */
function createElementSnippet(choice: Choice, surroundings: Surroundings): string {
  const options = listOptions(choice).map(([option, value]) => html` ${option}="${value}"`)
  const source = choice.isPinned
    ? pinScript(surroundings)
    : html`<script async src="${surroundings.origin}/widget.js"></script>`
  const fallback =
    choice.height === undefined
      ? createQuotation(choice, surroundings, '', FALLBACK_STYLE)
      : createPicture(choice, surroundings)
  return String(html`${source}
<fact-box topic="${choice.topic}"${options}>${fallback}</fact-box>`)
}

/** A link as high as the box may become: keeps the place where a content policy forbids the spacer's style. */
function createPicture({ topic, height }: Choice, { origin, box }: Surroundings): Html {
  return html`<svg width="100%" height="${height}" display="block"><a href="${origin}/topics/${topic}"><text y="20" fill="currentColor">${box.name}</text></a></svg>`
}

function pinScript({ origin, script }: Surroundings): Html {
  return html`<script async src="${origin}${script.path}" integrity="${script.integrity}" crossorigin="anonymous"></script>`
}

/** The lede and a link. The spacer makes it as high as the box will be, at any width. */
function createQuotation(
  choice: Choice,
  { origin, box }: Surroundings,
  attributes: Html | string = '',
  style = QUOTATION_STYLE,
): Html {
  const page = `${origin}/topics/${choice.topic}`
  const lede = box.abstract
    .slice(0, box.lede)
    .map(({ text }) => text)
    .join(' ')
  const spacer = styleSpacer(choice, box)
  return html`<blockquote${attributes} cite="${page}" style="${style}">${spacer ? html`<i style="${spacer}"></i>` : ''}<p>${lede}</p><a href="${page}">${box.name}</a></blockquote>`
}

/** Empty where the height is not known. */
export function styleSpacer({ size, sections, height }: Choice, { room }: Surroundings['box']): string {
  if (size === 'full' || sections || !room?.length) return ''
  const lines = room.map(({ px, percent }: BoxRoom) => `calc(${px}px - ${percent}%)`).join(',')
  const whole = `max(${lines})`
  return `float:left;padding-bottom:${height === undefined ? whole : `min(${height}px,${whole})`}`
}

/** With a script that gives it the box's height, unless its height is chosen. */
function createFrameSnippet(choice: Choice, { origin, box }: Surroundings): string {
  const { topic, height } = choice
  const frame = html`<iframe src="${origin}/embed/${topic}${formatOptions(choice)}" title="${box.name}" width="100%" height="${height ?? FRAME_HEIGHT}" frameborder="0" loading="lazy"></iframe>`
  return height === undefined ? `${frame}\n<script async src="${origin}/frame.js"></script>` : String(frame)
}

/** As attributes of the element, prefixed on the quotation. */
export function listOptions({ size, theme, lang, sections, height, release }: Choice): [name: string, value: string][] {
  const options = { size, theme, lang, sections: sections?.join(' '), 'max-height': height, release }
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
}

/** As a frame's query. Its height is the frame's own. */
function formatOptions({ size, theme, lang, sections, release }: Choice): string {
  const options = { lang, release, sections: sections?.join(','), size, theme }
  const pairs = Object.entries(options).filter(([, value]) => value !== undefined)
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`
}
