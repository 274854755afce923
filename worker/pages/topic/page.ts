/** A topic as a page to read: all that a release says, each sentence with its receipts. Complete without JavaScript. */
import { html, raw } from 'hono/html'
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { buildTimeline } from '../../../data/build/box-timeline.ts'
import { selectLede } from '../../../data/lede.ts'
import { UNKNOWNS_HEADING } from '../../../data/schema/statuses.ts'
import { Timeline } from '../../../widget/components/Timeline.tsx'
import { createView } from '../../../widget/view.ts'
import { type Html, renderDocument } from '../document.ts'
import {
  type Context,
  count,
  createContext,
  LANGUAGE,
  renderCited,
  showDay,
  showPeriod,
  type TopicPage,
} from './context.ts'
import { renderCitation, renderDownloads } from './data.ts'
import { renderBackground, renderEvents } from './events.ts'
import { describeTopic, renderHeadLinks } from './head.ts'
import { renderHistory } from './history.ts'
import { renderParties, renderSources, renderUnknowns } from './sources.ts'

interface Loaded {
  /** Paths on this origin. */
  stylesheet: string
  script: string
}

export function renderTopicPage(page: TopicPage, loaded: Loaded): string {
  const context = createContext(page)
  const { topic, address } = context
  const background = renderBackground(context)
  return renderDocument({
    title: `${topic.name}: who said what, and according to whom`,
    description: describeTopic(topic),
    canonical: address,
    ...loaded,
    links: renderHeadLinks(context),
    place: '/topics',
    main: html`<main id="content" class="topic" lang="${topic.inLanguage}">
${renderOpening(context)}
<div class="leaf">
<div class="body">
${renderTimeline(context)}
${renderEvents(context)}
${background ?? ''}
${renderParties(context)}
${renderUnknowns(context)}
${renderSources(context)}
${renderHistory(context)}
${renderDownloads(context)}
${renderCitation(context)}
</div>
${renderContents(context, background !== undefined)}
</div>
</main>`,
  })
}

function renderOpening(context: Context): Html {
  const { topic } = context
  const lede = selectLede(topic.abstract)
  const rest = topic.abstract.slice(lede.length)
  return html`<header>
<p class="kicker"><b>Fact box</b> <span>${showPeriod(topic.temporalCoverage)}</span></p>
${topic.draft ? html`<p class="notice"><strong>Draft.</strong> This has not been published.</p>` : ''}
<h1>${topic.name}</h1>
<p class="standfirst">${lede.map((sentence) => html`${renderCited(sentence, context)} `)}</p>
<div class="abstract">${rest.map((sentence) => html`<p>${renderCited(sentence, context)}</p>`)}</div>
<p class="dateline">Release ${topic.release}, ${showDay(topic.dateModified)}. ${count(topic.statements.length, 'statement')} from ${count(topic.articles.length, 'source')}. <a href="#history">History</a> · <a href="/topics/${topic.id}/verify">Check the source</a> · <a href="/?topic=${topic.id}">Embed this box</a></p>
</header>`
}

/** The box's own drawing, which says nothing that the events below it do not. */
function renderTimeline({ topic, origin }: Context): Html | string {
  const timeline = buildTimeline(topic)
  if (!timeline) return ''
  const view = createView({ topic: topic.id, inLanguage: topic.inLanguage, articles: [] }, LANGUAGE, {
    origin,
    level: 2,
  })
  return html`<section id="timeline" class="time"><h2>Timeline</h2>
${raw(render(h(Timeline, { view, timeline, events: [] })))}
</section>`
}

function renderContents({ topic }: Context, hasBackground: boolean): Html {
  const entries: [id: string, name: string, isThere?: boolean][] = [
    ['timeline', 'Timeline'],
    ['what-happened', 'What happened'],
    ...topic.events
      .filter(({ id }) => topic.statements.some(({ event }) => event === id))
      .map(({ id, name }): [string, string] => [id, name]),
    ['background', 'Of no single event', hasBackground],
    ['who-is-who', 'Who is who'],
    ['not-known', UNKNOWNS_HEADING, topic.unknowns.length > 0],
    ['sources', 'Sources'],
    ['history', 'Corrections and history'],
    ['downloads', 'Downloads'],
    ['cite', 'Cite this page'],
  ]
  return html`<nav class="contents" aria-label="On this page"><ul>
${entries.filter(([, , isThere = true]) => isThere).map(([id, name]) => html`<li${topic.events.some((event) => event.id === id) ? html` class="under"` : ''}><a href="#${id}">${name}</a></li>`)}
</ul></nav>`
}
