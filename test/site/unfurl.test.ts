/** A topic's plain URL, as chats and sites that unfurl links see it. */

import { unfurl } from 'unfurl.js'
import { expect, inject, it } from 'vitest'
import { TOPIC } from './service.ts'

const origin = inject('site')

it('is shown with title, summary, image and a frame', async () => {
  const found = await unfurl(`${origin}/topics/${TOPIC}`)
  expect(found).toMatchObject({
    title: expect.stringContaining('US–Iran Iraq talks'),
    canonical_url: `${origin}/topics/${TOPIC}`,
    favicon: `${origin}/favicon.svg`,
    open_graph: {
      title: 'US–Iran Iraq talks',
      type: 'article',
      url: `${origin}/topics/${TOPIC}`,
      site_name: 'Fact box',
      images: [{ url: `${origin}/v1/topics/${TOPIC}/share.png`, width: 1200, height: 630, type: 'image/png' }],
    },
    twitter_card: { card: 'summary_large_image' },
    oEmbed: { type: 'rich', title: 'US–Iran Iraq talks', provider_name: 'Fact box' },
  })
  expect(found.open_graph?.description).toMatch(/talks on Iraq in May 2007.*neither carries Iran’s account\.$/)
  expect(found.oEmbed && 'html' in found.oEmbed && found.oEmbed.html).toContain(`${origin}/embed/${TOPIC}`)
})
