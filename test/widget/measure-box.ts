/** Measures the height of a rendered box, and how much text it has. */
import { type Host, TOPIC } from './host.ts'

export interface Drawn {
  /** In px, rounded up. */
  height: number
  /** Visible to a reader, without the numbers of receipts. */
  words: number
  nodes: number
}

interface Wanted {
  width: number
  lang?: string
  size?: string
}

export async function measureBox(host: Host, { width, lang = 'en', size = 'compact' }: Wanted): Promise<Drawn> {
  const { page } = await host.open(
    `<style>body{margin:0}</style><script async src="%ORIGIN%/embed/${TOPIC}.js" data-lang="${lang}" data-size="${size}"></script>`,
    { viewport: { width, height: 800 } },
  )
  await page.locator(`fact-box section[lang=${lang}]`).waitFor()
  const drawn = await page.locator('fact-box').evaluate(readDrawn)
  await page.context().close()
  return drawn
}

/** Runs in the page. */
function readDrawn(box: HTMLElement): Drawn {
  const article = box.shadowRoot?.querySelector('article')
  if (!box.shadowRoot || !article) throw new Error('there is no box')
  const measured = { height: Math.ceil(box.offsetHeight), nodes: box.shadowRoot.querySelectorAll('*').length }
  for (const hidden of article.querySelectorAll('.unseen, sup')) hidden.remove()
  // biome-ignore lint/performance/useDomNodeTextContent: what is closed does not count.
  return { ...measured, words: article.innerText.match(/[\p{L}\p{N}][^\s]*/gu)?.length ?? 0 }
}
