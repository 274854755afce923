/**
 * What a publisher pastes, for each way to embed. The one source of what the configurator shows, what its preview stands on
 * a page and what `/snippet` answers.
 */
import { html } from 'hono/html'
import type { Choice } from '../../query/choice.ts'

/** What an element reserves where no height is chosen, in pixels. */
export const RESERVED_HEIGHT = 640

export interface Script {
  /** Of the element's script, under the hash of its content. */
  path: string
  /** Subresource integrity: `sha384-…`. */
  integrity: string
}

export interface Surroundings {
  origin: string
  /** The topic's name, for a frame's title. */
  name: string
  script: Script
  /** The box as HTML, for `html` alone. */
  box?: string | undefined
}

export function createSnippet(choice: Choice, surroundings: Surroundings): string {
  switch (choice.as) {
    case 'tag':
      return createTag(choice, surroundings)
    case 'element':
      return createElement(choice, surroundings)
    case 'html':
      return surroundings.box ?? ''
    case 'frame':
      return createFrame(choice, surroundings)
    case 'address':
      return `${surroundings.origin}/topics/${choice.topic}`
  }
}

/** With a script that gives it the box's height, unless its height is chosen. */
function createFrame(choice: Choice, { origin, name }: Surroundings): string {
  const { topic, height } = choice
  const frame = html`<iframe src="${origin}/embed/${topic}${formatOptions(choice)}" title="${name}" width="100%" height="${height ?? RESERVED_HEIGHT}" frameborder="0" loading="lazy"></iframe>`
  return height === undefined ? `${frame}\n<script async src="${origin}/frame.js"></script>` : String(frame)
}

/** A pinned script has no data inside, which change: it fetches its topic's. */
function createTag(choice: Choice, { origin, script }: Surroundings): string {
  const options = listOptions(choice).map(([name, value]) => html` data-${name}="${value}"`)
  if (!choice.isPinned) return String(html`<script async src="${origin}/embed/${choice.topic}.js"${options}></script>`)
  return String(
    html`<script async src="${origin}${script.path}" integrity="${script.integrity}" crossorigin="anonymous" data-topic="${choice.topic}"${options}></script>`,
  )
}

/** The picture within, a link until the box is there, is as high as the box may become: it keeps the place. */
function createElement(choice: Choice, { origin, name, script }: Surroundings): string {
  const height = choice.height ?? RESERVED_HEIGHT
  const options = listOptions({ ...choice, height }).map(([option, value]) => html` ${option}="${value}"`)
  const source = choice.isPinned
    ? html`${origin}${script.path}" integrity="${script.integrity}" crossorigin="anonymous`
    : html`${origin}/widget.js`
  return String(html`<script async src="${source}"></script>
<fact-box topic="${choice.topic}"${options}>
  <svg width="100%" height="${height}" display="block"><a href="${origin}/topics/${choice.topic}"><text y="20" fill="currentColor">${name}</text></a></svg>
</fact-box>`)
}

/** As attributes of the element, prefixed on the tag. */
export function listOptions({ theme, lang, sections, height, release }: Choice): [name: string, value: string][] {
  const options = { theme, lang, sections: sections?.join(' '), 'max-height': height, release }
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
}

/** As a frame's query. Its height is the frame's own. */
function formatOptions({ theme, lang, sections, release }: Choice): string {
  const options = { lang, release, sections: sections?.join(','), theme }
  const pairs = Object.entries(options).filter(([, value]) => value !== undefined)
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`
}
