/** Who appears, what the sources leave open, and the sources themselves. */
import { html } from 'hono/html'
import type { Article, Party } from '../../../data/schema/api.ts'
import { UNKNOWNS_HEADING } from '../../../data/schema/statuses.ts'
import type { Html } from '../document.ts'
import { type Context, renderAnchor, renderCited, renderReceipts, showDates } from './context.ts'

export function renderParties(context: Context): Html {
  const { people, organizations } = context.topic
  const list = (title: string, parties: Party[]) =>
    parties.length === 0
      ? ''
      : html`<h3>${title}</h3><ul class="parties">${parties.map((party) => renderParty(party, context))}</ul>`
  return html`<section id="who-is-who"><h2>Who is who</h2>
${list('People', people)}${list('Organizations', organizations)}
</section>`
}

function renderParty({ id, name, alternateName, roles, sameAs }: Party, context: Context): Html {
  return html`<li id="${id}"><b>${name}</b>
${alternateName.length > 0 ? html`<small>also ${alternateName.map((other, index) => html`${index > 0 ? '; ' : ''}<bdi>${other}</bdi>`)}</small>` : ''}
${roles.map(({ roleName, citations }) => html`<p>${roleName}${renderReceipts(citations, context)}</p>`)}
${sameAs.map((url) => html`<p><a href="${url}" rel="noopener">${new URL(url).hostname.replace(/^www\./, '')}</a></p>`)}
</li>`
}

export function renderUnknowns({ topic, references }: Context): Html | string {
  if (topic.unknowns.length === 0) return ''
  return html`<section id="not-known"><h2>${UNKNOWNS_HEADING}</h2>
<p>What a reader may ask and these sources do not answer. Others may.</p>
<ul class="unknowns">${topic.unknowns.map(({ id, text, event: about }) => {
    const event = references.event(about)
    return html`<li id="${id}">${text}${event ? html` <a href="#${event.id}">${event.name}</a>` : ''}</li>`
  })}</ul>
</section>`
}

export function renderSources(context: Context): Html {
  return html`<section id="sources"><h2>Sources</h2>
${context.topic.articles.map((article) => renderSource(article, context))}
</section>`
}

function renderSource(article: Article, context: Context): Html {
  const { id, genre, publisher, headline, url, inLanguage, dateline, datePublished, dateBasis, outletNote } = article
  const words = html`<cite lang="${inLanguage}" dir="auto">${headline}</cite>`
  const date = datePublished === undefined ? 'No date given' : showDates(datePublished)
  return html`<article id="${id}" class="source">
<p class="kind"><b>${genre}</b> <bdi>${publisher}</bdi>, ${date}</p>
<div>
<h3>${url === undefined ? words : html`<a href="${url}" rel="noopener">${words}</a>`} ${renderAnchor(id, 'source')}</h3>
${dateline || dateBasis ? html`<p><small>${[dateline && `Datelined ${dateline}.`, dateBasis].filter(Boolean).join(' ')}</small></p>` : ''}
<h4>What it says, in our words</h4>
<ul>${article.summary.map((sentence) => html`<li>${renderCited(sentence, context)}</li>`)}</ul>
<p class="note"><b>Our note.</b> ${outletNote.text} <small>${outletNote.basis}${outletNote.url ? html` <a href="${outletNote.url}" rel="noopener">Where it says so</a>` : ''}</small></p>
</div>
</article>`
}
