/**
 * The widget's script as it is sent: what it is called with. Pure. After the first line, which is a comment, it is one line that
 * stands anywhere: between scripts without semicolons at their ends, and inside a `<script>` of a page.
 */

export interface Arguments {
  /** Where data and links are, such as `https://facts.example`. */
  origin?: string
  /** A box, as JSON. */
  box?: string
  /** A language beside English, as JSON. */
  language?: string | undefined
}

/** `script` is a comment line and `;(function(FACT_BOX,ORIGIN,LANGUAGE){…})();`. */
export function callScript(script: string, { origin, box, language }: Arguments): string {
  const given = [box, origin === undefined ? undefined : JSON.stringify(origin), language]
  while (given.length > 0 && given.at(-1) === undefined) given.pop()
  const list = given.map((argument) => argument ?? 'void 0').join(',')
  // No text in the data ends a script element.
  return `${script.slice(0, -UNCALLED.length)}(${list.replaceAll('<', '\\u003c')});`
}

/** How the script ends. */
export const UNCALLED = '();'

/** As a module, which exports the element's class. `origin` is JavaScript. */
export function toModule(script: string, origin: string): string {
  return script.replace(';', 'export const FactBoxElement=').replace(/\(\);$/, () => `(void 0,${origin});`)
}
