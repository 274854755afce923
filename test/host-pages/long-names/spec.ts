import type { Tools } from '../../browsers/cases.ts'
import { TAG_PATH } from '../../service.ts'

/** As long as a title may be, less what the title begins with. */
const LONG = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(2)

export async function check({ open, service, box }: Tools): Promise<void> {
  const tag = await (await fetch(service.origin + TAG_PATH)).text()
  const long = box.replaceAll(
    /"(Iran Focus|Voice of America|Ryan Crocker|First round of talks|Second round of talks)"/g,
    `"${LONG}"`,
  )
  service.answer(TAG_PATH, { type: 'text/javascript', body: tag.replace(box, () => long) })
  const visit = await open()
  await visit.seeBoxes()
  await visit.tab.evaluate(() => {
    for (const part of document.querySelector('fact-box')?.shadowRoot?.querySelectorAll('details') ?? [])
      part.open = true
  })
  await visit.seeNothingStickOut()
}
