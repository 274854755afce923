/** Which item stands for its group in the compact box. Pure. */

interface Marked {
  /** Stands for its group. */
  lead?: true
  /** False: never shown alone. */
  standalone?: false
}

/** The lead, then the others in their order: items that can stand alone before items that need their neighbours. */
export function leadFirst<Item extends Marked>(items: Item[]): Item[] {
  const lead = items.find((item) => item.lead) ?? items.find(isStandalone) ?? items[0]
  const others = items.filter((item) => item !== lead)
  return [...(lead ? [lead] : []), ...others.filter(isStandalone), ...others.filter((item) => !isStandalone(item))]
}

/** Whether an item may stand alone: as a card, a notification, an indexed page. */
export function isStandalone({ standalone }: Marked): boolean {
  return standalone !== false
}
