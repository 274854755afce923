/** The script's own tag, and whose it is. */

import type { Source } from './config.ts'

/** Known only while the script first runs. Null when something else ran it, such as a module. */
export const script = document.currentScript as HTMLScriptElement | null

const address = script?.src || SOURCE

/** The data live at the script's origin; empty means the page's own. */
export const source: Source = { origin: address ? new URL(address).origin : '', version: VERSION }

export function warn(message: unknown): void {
  console.warn('fact-box:', message)
}
