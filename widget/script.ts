/** The script's own tag, and its origin. */

/** URL of this script in any attribute of its tag: in `src`, or where a consent manager has moved it. */
const OWN_URL = RegExp(`^\\S*/${FACT_BOX ? `embed/${FACT_BOX.topic}.js` : 'widget[^/]*'}(\\?|$)`)

/** Marks a tag whose script has run, and a quotation that has its box. Copied elements and saved pages lose the mark. */
export const USED = Symbol.for('fact-box')

type Tag = HTMLScriptElement & { [USED]?: true }

/** The script's tag, read while the script first runs. Null for a module, and if the page has no tag of the script. */
export const script = findTag()

/** Origin of data and links; empty means the page's own origin. */
export const origin = ORIGIN ?? readOrigin(script?.src) ?? ''

/** Returns the origin of an http(s) URL. */
export function readOrigin(url: string | null | undefined): string | undefined {
  return url?.match(/^https?:\/\/[^/]+/)?.[0]
}

export function warn(message: unknown): void {
  console.warn('fact-box:', message)
}

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
  const tag = tags.find(hasPlace) ?? tags[0] ?? current
  if (tag) tag[USED] = true
  return tag
}

function isOwn(tag: Tag | null): tag is Tag {
  return [...(tag?.attributes ?? [])].some(({ value }) => OWN_URL.test(value)) && !tag?.[USED]
}

function hasPlace(tag: Tag): boolean {
  return !!tag.closest('body,[data-target]')
}
