/**
 * The widget's scripts as they are sent: with their arguments. Pure. After the first line, which is a comment, a script is one line
 * that works anywhere: between scripts without semicolons at their ends, and inside a `<script>` of a page.
 */

/** What the one-tag script brings. */
export interface Rendered {
  topic: string
  release: number
  /** Of the box's own words. */
  lang: string
  /** For the shadow root. */
  html: string
  /** Path of the whole script as a module. */
  module: string
}

export interface Arguments {
  /** Origin of data and links, such as `https://facts.example`. */
  origin?: string
  /** For the one-tag script. */
  rendered?: Rendered
}

/** `script` is a comment line and `;(function(ORIGIN,RENDERED){…})();`. */
export function callScript(script: string, { origin, rendered }: Arguments): string {
  const list = [origin, rendered].flatMap((argument) => (argument === undefined ? [] : [JSON.stringify(argument)]))
  // No text in the data ends a script element, or a line.
  const escaped = list.join(',').replace(/[<\u2028\u2029]/g, (one) => ESCAPES[one] ?? '')
  return `${script.slice(0, -UNCALLED.length)}(${escaped});`
}

const ESCAPES: Record<string, string> = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' }

/** End of a script without arguments. */
const UNCALLED = '();'

/** Returns the script as a module that exports the element's class. `origin` is a JavaScript expression. */
export function toModule(script: string, origin: string): string {
  return script.replace(';', 'export const FactBoxElement=').replace(/\(\);$/, () => `(${origin});`)
}
