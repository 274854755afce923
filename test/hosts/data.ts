/** The element, and a box's data as a page has them that asked for them itself. */
import { ORIGIN, TOPIC } from './snippet.ts'

export async function loadData(): Promise<unknown> {
  await import(/* @vite-ignore */ `${ORIGIN}/widget.mjs`)
  const box = await (await fetch(`${ORIGIN}/v1/topics/${TOPIC}/box`)).json()
  return { ...box, name: 'Data of the page' }
}
