/**
 * A value as JSON that may stand in a script, or in a script element of a page: nothing in it ends the element, begins a
 * comment of HTML or breaks a line of an older JavaScript.
 */
export function formatScriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}
