/** The script tag that this code came from, known only while the script first runs. Null when something else ran it. */
export const script = document.currentScript as HTMLScriptElement | null

/** Where the data live: the origin of that tag's address. Empty means the page's own. */
export const origin = script?.src ? new URL(script.src).origin : ''

export function warn(message: unknown): void {
  console.warn('fact-box:', message)
}
