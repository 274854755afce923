/** The element, and a box's data as a page has them that asked for them itself. */
import { ORIGIN, TOPIC } from './snippet.ts'

export async function loadData(): Promise<unknown> {
  await import(/* @vite-ignore */ `${ORIGIN}/widget.mjs`)
  return (await fetch(`${ORIGIN}/v1/topics/${TOPIC}/box`)).json()
}
