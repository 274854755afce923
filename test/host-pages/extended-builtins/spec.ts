import type { Tools } from '../../browsers/cases.ts'

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.until('both boxes', () => {
    const boxes = [...document.querySelectorAll('fact-box')]
    boxes.at(-1)?.scrollIntoView({ behavior: 'instant' })
    return boxes.filter(({ shadowRoot }) => shadowRoot?.querySelector('h2')).length === 2
  })
  // What reads the page needs JSON as it should be.
  await visit.tab.evaluate(() => {
    for (const { prototype } of [Array, String]) Reflect.deleteProperty(prototype, 'toJSON')
  })
  await visit.expectBoxes(2)
  await visit.expectOwnLook()
}
