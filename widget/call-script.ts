/**
 * Adds the arguments to the widget's script before it is sent. Pure. The result is a comment line and one line of code that works
 * anywhere: between scripts without semicolons at their ends, and inside a `<script>` of a page.
 */

export interface Arguments {
  /** Origin of data and links, such as `https://facts.example`. */
  origin?: string
  /** A box, as JSON. */
  box?: string
  /** A language other than English, as JSON. */
  language?: string | undefined
}

/** Returns the script with arguments. `script` is a comment line and `;(function(FACT_BOX,ORIGIN,LANGUAGE){…})();`. */
export function callScript(script: string, { origin, box, language }: Arguments): string {
  const given = [box, origin === undefined ? undefined : JSON.stringify(origin), language]
  while (given.length > 0 && given.at(-1) === undefined) given.pop()
  const list = given.map((argument) => argument ?? 'void 0').join(',')
  // Escaped, so that no text in the data ends a script element.
  return `${script.slice(0, -UNCALLED.length)}(${list.replaceAll('<', '\\u003c')});`
}

/** End of a script without arguments. */
export const UNCALLED = '();'

/** Returns the script as a module that exports the element's class. `origin` is a JavaScript expression. */
export function toModule(script: string, origin: string): string {
  return script.replace(';', 'export const FactBoxElement=').replace(/\(\);$/, () => `(void 0,${origin});`)
}
