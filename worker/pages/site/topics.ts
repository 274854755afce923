/** Every topic there is. */
import { html } from 'hono/html'
import type { TopicRow } from '../../../data/schema/api.ts'
import { renderDocument } from '../document.ts'
import { count, showDay, showPeriod } from '../topic/context.ts'

interface TopicIndex {
  topics: TopicRow[]
  origin: string
  stylesheet: string
}

export function renderTopicIndex({ topics, origin, stylesheet }: TopicIndex): string {
  const newest = topics.toSorted((a, b) => (a.dateModified < b.dateModified ? 1 : -1))
  return renderDocument({
    title: 'Topics: every fact box there is',
    description: 'Every topic with a fact box: its period, its release and when it was last changed.',
    canonical: `${origin}/topics`,
    stylesheet,
    place: '/topics',
    main: html`<main id="content" class="index">
<header>
<p class="kicker"><b>Topics</b> <span>${count(topics.length, 'topic')}</span></p>
<h1>Every fact box there is</h1>
<p class="standfirst">Each topic is a page to read, a box to embed and a set of data to take away.</p>
</header>
<ol class="topics">
${newest.map(
  ({ id, name, temporalCoverage, release, dateModified }) => html`<li>
<p class="date">${showPeriod(temporalCoverage)}</p>
<div><h2><a href="/topics/${id}">${name}</a></h2>
<p class="dateline">Release ${release}, ${showDay(dateModified)}. <a href="/?topic=${id}">Embed it</a> · <a href="/topics/${id}/verify">Check the source</a> · <a href="/v1/topics/${id}">Data</a></p></div>
</li>`,
)}
</ol>
${topics.length === 0 ? html`<p class="notice">There is none yet.</p>` : ''}
</main>`,
  })
}
