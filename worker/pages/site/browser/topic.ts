/** A mark beside a sentence is its address: a click also copies it. */
import { copyText } from './copy.ts'

document.addEventListener('click', async (event) => {
  const anchor = (event.target as Element).closest<HTMLAnchorElement>('a.anchor')
  if (!anchor) return
  const said = await copyText(anchor.href)
  anchor.dataset.said = said
  anchor.addEventListener('blur', () => delete anchor.dataset.said, { once: true })
})
