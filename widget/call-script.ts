/**
 * The widget's scripts as they are sent: with their arguments. Pure. After the first line, which is a comment, a script is one line
 * that works anywhere: between scripts without semicolons at their ends, and inside a `<script>` of a page.
 */
import type { Rendered } from './rendered-box.ts'

export interface Arguments {
  /** Origin of data and links, such as `https://facts.example`. */
  origin?: string
  /** For the one-tag script. */
  rendered?: Rendered
}

/** `script` is a comment line and `;(function(ORIGIN,RENDERED){…})();`. */
export function callScript(script: string, { origin, rendered }: Arguments): string {
  const list = [origin, rendered].flatMap((argument) => (argument === undefined ? [] : [JSON.stringify(argument)]))
  // No text in the data ends a script element.
  return `${script.slice(0, -UNCALLED.length)}(${list.join(',').replaceAll('<', '\\u003c')});`
}

/** End of a script without arguments. */
const UNCALLED = '();'

/** Returns the script as a module that exports the element's class. `origin` is a JavaScript expression. */
export function toModule(script: string, origin: string): string {
  return script.replace(';', 'export const FactBoxElement=').replace(/\(\);$/, () => `(${origin});`)
}
