/** The script's own tag, and its origin. */

import { ATTRIBUTES } from './options.ts'

/** What a tag of this script has in one of its attributes, be it `src` or where a consent manager has put that. */
const OWN_URL = RegExp(`^\\S*/${FACT_BOX ? `embed/${FACT_BOX.topic}.js` : 'widget[^/]*'}(\\?|$)`)

/** On a tag whose script has run, and on a quotation that has its box. A copy or a saved page does not have it. */
export const USED = Symbol.for('fact-box')

type Tag = HTMLScriptElement & { [USED]?: true }

/** Known while the script first runs. Null for a module, and where nothing on the page stands for the script. */
export const script = findTag()

/** Where data and links are; empty means the page's own origin. */
export const origin = ORIGIN ?? readOrigin(script?.src) ?? ''

/** Of an http(s) URL. */
export function readOrigin(url: string | null | undefined): string | undefined {
  return url?.match(ATTRIBUTES.origin)?.[0]
}

export function warn(message: unknown): void {
  console.warn('fact-box:', message)
}

/**
 * Run by something else, such as a bundle or a loader, the script belongs to the first tag that has not run; so does a copy of
 * the tag in the head.
 */
function findTag(): Tag | null {
  let current: Tag | null = null
  try {
    // Read off the prototype: on the document itself, an image of that name would stand before it.
    current = Reflect.get(Document.prototype, 'currentScript', document) as Tag | null
  } catch {
    // A stand-in for the document has none.
  }
  const tags = [current, ...document.querySelectorAll<Tag>('script')].filter(isOwn)
  const tag = tags.find((one) => one.closest('body,[data-target]')) ?? tags[0] ?? current
  if (tag) tag[USED] = true
  return tag
}

function isOwn(tag: Tag | null): tag is Tag {
  return [...(tag?.attributes ?? [])].some(({ value }) => OWN_URL.test(value)) && !tag?.[USED]
}
