/** Ids that are no more: what they were, and where what took their place is now. Pure. */
import type { Authored } from '../authored.ts'
import { COLLECTION_NAMES } from '../collections.ts'
import type { Topic } from '../wire.ts'
import type { ItemPart, Manifest } from './records.ts'

const PARTS = [...COLLECTION_NAMES, 'unknowns'] as const satisfies readonly ItemPart[]

/** `before` and `earlier` are the release before and its topic: an id was there, or had been retired before. */
export function listRetired(authored: Authored, before?: Manifest, earlier?: Topic): Manifest['retired'] {
  const { topic, parties, ...collections } = authored
  const current = { ...collections, ...parties, ...topic }
  const retired = topic.retired.map(({ id, ...retirement }) => {
    const part = before?.retired[id]?.part ?? (earlier && findPart(earlier, id))
    const movedToPart = retirement.movedTo === undefined ? undefined : findPart(current, retirement.movedTo)
    return [id, { ...retirement, ...(part && { part }), ...(movedToPart && { movedToPart }) }]
  })
  return Object.fromEntries(retired)
}

function findPart(items: Record<ItemPart, { id: string }[]>, id: string): ItemPart | undefined {
  return PARTS.find((part) => items[part].some((item) => item.id === id))
}

/** Whether editors say the same of the same ids; what follows from it was not always recorded. */
export function isSameRetired(retired: Manifest['retired'], { topic }: Authored): boolean {
  const said = Object.entries(retired).map(([id, { date, reason, movedTo }]) => [id, date, reason, movedTo])
  return (
    JSON.stringify(said) === JSON.stringify(topic.retired.map((one) => [one.id, one.date, one.reason, one.movedTo]))
  )
}
