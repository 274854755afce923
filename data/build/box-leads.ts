/** Which item stands for its group in the compact box. Pure. */

/** An item as an editor may mark it. */
interface Marked {
  /** Stands for its group; of several the first. */
  lead?: boolean | undefined
  /** False: never shown alone. */
  standalone?: boolean | undefined
}

/** The lead, then the others in their order: those that can stand alone before those that need their neighbours. */
export function leadFirst<Item extends object>(items: Item[]): Item[] {
  const marks = (item: Item): Marked => item
  const lead =
    items.find((item) => marks(item).lead) ?? items.find((item) => marks(item).standalone !== false) ?? items[0]
  const others = items.filter((item) => item !== lead)
  return [
    ...(lead ? [lead] : []),
    ...others.filter((item) => marks(item).standalone !== false),
    ...others.filter((item) => marks(item).standalone === false),
  ]
}

/** Whether an item may stand alone: as a card, a notification, an indexed page. */
export function isStandalone(item: object): boolean {
  return (item as Marked).standalone !== false
}
