/**
 * Returns JSON that is safe in a script and in a page's script element: nothing in it ends the element, starts an HTML comment
 * or is a line break in older versions of JavaScript.
 */
export function formatScriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
