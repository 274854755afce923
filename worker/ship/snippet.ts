import { StoreError } from '../../data/store/store.ts'

/** Prints a snippet to embed: the first topic as a quotation with its script. */
export async function printSnippet(origin: string): Promise<string> {
  const { items } = (await (await fetch(`${origin}/v1/topics?limit=1`)).json()) as { items: { id: string }[] }
  const topic = items[0]?.id
  if (topic === undefined) throw new StoreError(`nothing is published at ${origin}: npm run data -- publish --remote`)
  console.log(`\n${(await (await fetch(`${origin}/snippet?as=quotation&topic=${topic}`)).text()).trim()}\n`)
  return `live: ${origin}/topics/${topic}`
}
