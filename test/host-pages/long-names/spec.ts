import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import { TAG_PATH } from '../../service.ts'

/** As long as a title may be, less what the title begins with. */
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)
const NAMES = /"(?:Iran Focus|VOA|Ryan Crocker|First round of talks|Second round of talks)"/g

export async function check({ open, service }: Tools): Promise<void> {
  const tag = await (await fetch(service.origin + TAG_PATH)).text()
  const body = tag.replaceAll(NAMES, JSON.stringify(LONG))
  assert.notEqual(body, tag)
  service.answer(TAG_PATH, { type: 'text/javascript', body })
  const visit = await open()
  await visit.expectBoxes()
  await visit.tab.evaluate(() => {
    for (const part of document.querySelector('fact-box')?.shadowRoot?.querySelectorAll('details') ?? [])
      part.open = true
  })
  await visit.expectNothingOutside()
}
