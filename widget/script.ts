/** The script's own tag, and whose script it is. Nothing here throws, whatever stands in for the document. */

/** What a tag of this script has in one of its attributes, be it `src` or where a consent manager has put that. */
const PATH = FACT_BOX ? `/embed/${FACT_BOX.topic}.js` : '/widget'

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

/** Run by something else, such as a bundle or a loader, the script belongs to the first tag that has not run. */
function findTag(): Tag | null {
  let tag: Tag | null = null
  try {
    // Read off the prototype: on the document itself, an image of that name would stand before it.
    tag = Reflect.get(Document.prototype, 'currentScript', document) as Tag | null
  } catch {
    // A stand-in for the document has none.
  }
  if (!tag || !isOwn(tag)) {
    tag = [...document.querySelectorAll<Tag>('script')].find((other) => isOwn(other) && !other[USED]) ?? tag
  }
  if (tag) tag[USED] = true
  return tag
}

function isOwn({ attributes }: Tag): boolean {
  return [...attributes].some(({ value }) => value.includes(PATH))
}
