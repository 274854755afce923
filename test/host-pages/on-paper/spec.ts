import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'

/** In the page: how many parts of the box show nothing but their title. */
function countFolded(): number {
  const parts = [...(document.querySelector('fact-box')?.shadowRoot?.querySelectorAll('details') ?? [])]
  return parts.filter((part) => {
    const title = part.querySelector('summary')?.getBoundingClientRect().height ?? 0
    return part.getBoundingClientRect().height < title + 20
  }).length
}

/** In the page, where the engine cannot show it as printed: the rules for paper hold on the screen. */
function applyPrintRules(): void {
  for (const sheet of document.querySelector('fact-box')?.shadowRoot?.adoptedStyleSheets ?? []) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText === 'print') rule.media.mediaText = 'all'
    }
  }
}

export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  const before = await visit.tab.evaluate(countFolded)
  assert.ok(before > 0, 'nothing is folded away')
  if (visit.tab.emulatePrint) await visit.tab.emulatePrint()
  else await visit.tab.evaluate(applyPrintRules)
  await visit.expectBoxes()
  assert.equal(await visit.tab.evaluate(countFolded), 0)
}
