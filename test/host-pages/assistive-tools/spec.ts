import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { LANGS } from '../../../widget/i18n/language.ts'
import type { Tools } from '../../browsers/cases.ts'

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What has no name of its own, or is in no language, and what axe finds. */
export async function check({ open }: Tools): Promise<void> {
  const visit = await open()
  await visit.expectBoxes()
  await visit.tab.evaluate(runSource, await readFile(AXE, 'utf8'))
  for (const size of ['compact', 'full']) {
    for (const lang of LANGS) {
      await visit.tab.evaluate(
        (attributes) => {
          const box = document.querySelector('fact-box')
          for (const [name, value] of attributes) box?.setAttribute(name, value)
        },
        [
          ['size', size],
          ['lang', lang],
        ] as const,
      )
      await visit.until(`the ${size} box in ${lang}`, isShown, size, lang)
      await visit.tab.evaluate(openAll)
      await visit.until('a receipt', hasReceipt)
      assert.deepEqual(await visit.tab.evaluate(listNameless), [], `${size} ${lang}`)
      assert.deepEqual(await visit.tab.evaluate(runAxe), [], `${size} ${lang}`)
    }
  }
}

function runSource(source: string): void {
  const script = document.createElement('script')
  script.textContent = source
  document.head.append(script)
}

function isShown(size: string, lang: string): boolean {
  const section = document.querySelector('fact-box')?.shadowRoot?.querySelector('section')
  return section?.lang === lang && !!section.querySelector('.timeline') === (size === 'full')
}

function openAll(): void {
  const root = document.querySelector('fact-box')?.shadowRoot
  for (const details of root?.querySelectorAll('details') ?? []) details.open = true
  const mark = root?.querySelector<HTMLElement>('.lede sup a')
  if (mark?.getAttribute('aria-expanded') === 'false') mark.click()
}

function hasReceipt(): boolean {
  const root = document.querySelector('fact-box')?.shadowRoot
  return !!root?.querySelector('.receipt') && root.querySelector('[role=status]')?.textContent !== ''
}

/** Controls without words, and drawings that are not hidden from those who cannot see them. */
function listNameless(): string[] {
  const root = document.querySelector('fact-box')?.shadowRoot
  const controls = [...(root?.querySelectorAll('a, summary, button') ?? [])].filter(
    (control) => !control.textContent?.trim() && !control.getAttribute('aria-label'),
  )
  const drawings = root?.querySelectorAll('svg:not([aria-hidden=true])') ?? []
  return [...controls, ...drawings].map(({ outerHTML }) => outerHTML)
}

async function runAxe(): Promise<unknown[]> {
  const { axe } = window as unknown as { axe: typeof import('axe-core') }
  const { violations } = await axe.run('fact-box')
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => JSON.stringify(target)).slice(0, 3)])
}
