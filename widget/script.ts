/** The script's own tag, and whose it is. */

import type { Source } from './config.ts'

/** Known only while the script first runs. Null when something else ran it, such as a module. */
export const script =
  // Read off the prototype: on the document itself, an image of that name would stand before it.
  Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null

const address = SOURCE ?? script?.src

/** The data live at the script's origin; empty means the page's own. */
export const source: Source = { origin: address ? new URL(address).origin : '', version: VERSION }

export function warn(message: unknown): void {
  console.warn('fact-box:', message)
}
