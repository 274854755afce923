/** Copies a text. Resolves with a message for the reader, since a browser may refuse. */
export async function copyText(text: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(text)
    return 'Copied'
  } catch {
    return 'Your browser does not allow pages to copy: select the text and copy it yourself.'
  }
}
