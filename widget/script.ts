/** The script's own tag, and whose it is. */

/** Known only while the script first runs. Null when something else ran it, such as a module. */
export const script =
  // Read off the prototype: on the document itself, an image of that name would stand before it.
  Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null

/** Where data and links are; empty means the page's own origin. */
export const origin = ORIGIN ?? (script?.src ? new URL(script.src).origin : '')

export function warn(message: unknown): void {
  console.warn('fact-box:', message)
}
