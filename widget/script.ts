/** The script's own tag, and its origin. */

/** What a tag of this script has in one of its attributes, be it `src` or where a consent manager has put that. */
const OWN_URL = RegExp(`^\\S*/${FACT_BOX ? `embed/${FACT_BOX.topic}.js` : 'widget[^/]*'}(\\?|$)`)

/** On a tag whose script has run. A copy or a saved page does not have it. */
const USED = Symbol.for('fact-box')

type Tag = HTMLScriptElement & { [USED]?: true }

/** Known while the script first runs. Null for a module, and where nothing on the page stands for the script. */
export const script = findTag()

/** Where data and links are; empty means the page's own origin. */
export const origin = ORIGIN ?? (script?.src ? new URL(script.src).origin : '')

export function warn(message: unknown): void {
  console.warn('fact-box:', message)
}

/**
 * Run by something else, such as a bundle or a loader, the script belongs to the first tag that has not run; so does a copy of
 * the tag in the head.
 */
function findTag(): Tag | null {
  let tag: Tag | null = null
  let hasTag = false
  try {
    // Read off the prototype: on the document itself, an image of that name would stand before it.
    tag = Reflect.get(Document.prototype, 'currentScript', document) as Tag | null
    hasTag = isOwn(tag as Tag) && hasPlace(tag as Tag)
  } catch {
    // A stand-in for the document has none, and what stands for the tag may be none.
  }
  if (!hasTag) {
    const unused = [...document.querySelectorAll<Tag>('script')].filter((other) => isOwn(other) && !other[USED])
    tag = unused.find(hasPlace) ?? unused[0] ?? tag
  }
  if (tag) tag[USED] = true
  return tag
}

function isOwn({ attributes }: Tag): boolean {
  return [...attributes].some(({ value }) => OWN_URL.test(value))
}

function hasPlace(tag: Tag): boolean {
  return !!tag.closest('body,[data-target]')
}
