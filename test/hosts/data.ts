/** The element, and the data of a box for pages that pass data themselves. */
import { ORIGIN, TOPIC } from './snippet.ts'

export async function loadData(): Promise<unknown> {
  await import(/* @vite-ignore */ `${ORIGIN}/widget.mjs`)
  const box = await (await fetch(`${ORIGIN}/v1/topics/${TOPIC}/box`)).json()
  return { ...box, name: 'Data of the page' }
}
