import assert from 'node:assert/strict'
import type { Tools } from '../../browsers/cases.ts'
import { TAG_PATH, TOPIC } from '../../service.ts'
import { OTHER_TOPIC } from '../other-topic.ts'

const OTHER_ORIGIN = 'https://other.example'

export async function check({ open, service }: Tools): Promise<void> {
  const tag = await (await fetch(service.origin + TAG_PATH)).text()
  const other = tag
    .replaceAll(JSON.stringify(TOPIC), JSON.stringify(OTHER_TOPIC))
    .replaceAll(JSON.stringify(service.origin), JSON.stringify(OTHER_ORIGIN))
  service.answer(`/embed/${OTHER_TOPIC}.js`, { type: 'text/javascript', body: other })
  const visit = await open()
  const pages = await visit.until('two boxes', () => {
    const links = [...document.querySelectorAll('fact-box')].map(({ shadowRoot }) =>
      shadowRoot?.querySelector<HTMLAnchorElement>('footer a')?.href.replace(/#.*/, ''),
    )
    return links.length === 2 && links.every(Boolean) && links
  })
  assert.deepEqual(pages, [`${service.origin}/topics/us-iran-iraq-talks`, `${OTHER_ORIGIN}/topics/${OTHER_TOPIC}`])
}
