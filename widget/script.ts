/** The script's own tag, and its origin. */

import type { Rendered } from './call-script.ts'
import { ATTRIBUTES } from './options.ts'

/** What a tag of this script has in one of its attributes, be it `src` or where a consent manager has put that. */
const OWN_URL = RegExp(`^\\S*/${RENDERED ? `embed/${RENDERED.topic}.js` : 'widget[^/]*'}(\\?|$)`)

/**
 * On a tag whose script has run, on a quotation that has its box, and with the server's HTML on the box of a tag. A copy or a saved
 * page does not have it.
 */
export const USED = Symbol.for('fact-box')

/** An element that a script has made. */
export type Claimed = HTMLElement & { [USED]?: Rendered }

type Tag = HTMLScriptElement & { [USED]?: true }

/** The script's tag, read while the script first runs. Null for a module, and if the page has no tag of the script. */
export const script = findTag()

/** Origin of data and links; empty means the page's own origin. */
export const origin = ORIGIN ?? readOrigin(script?.src) ?? ''

/**
 * Finds the script's tag. If a bundle or a loader runs the script, or the tag in the head is a copy, uses the first matching tag
 * whose script has not run.
 */
function findTag(): Tag | null {
  let current: Tag | null = null
  try {
    // Read from the prototype: on the document itself, an image with that name would hide it.
    current = Reflect.get(Document.prototype, 'currentScript', document) as Tag | null
  } catch {
    // A document that a sandbox has replaced has none.
  }
  const tags = [current, ...document.querySelectorAll<Tag>('script')].filter(isOwn)
  const tag = tags.find((one) => one.closest('body,[data-target]')) ?? tags[0] ?? current
  if (tag) tag[USED] = true
  return tag
}

function isOwn(tag: Tag | null): tag is Tag {
  return [...(tag?.attributes ?? [])].some(({ value }) => OWN_URL.test(value)) && !tag?.[USED]
}

export function warn(message: unknown): undefined {
  console.warn('fact-box:', message)
}

/** Returns the origin of an http(s) URL. */
export function readOrigin(url: string | null | undefined): string | undefined {
  return url?.match(ATTRIBUTES.origin)?.[0]
}
