/** What was put right, and every release there has been. */
import { html } from 'hono/html'
import type { Correction, ReleaseRow } from '../../../data/schema/api.ts'
import type { Html } from '../document.ts'
import { type Context, showDates, showDay } from './context.ts'

export function renderHistory(context: Context): Html {
  const { topic } = context
  const releases = context.releases.toReversed()
  return html`<section id="history"><h2>Corrections and history</h2>
${
  topic.corrections.length === 0
    ? html`<p>Nothing has been corrected so far.</p>`
    : html`<ul class="corrections">${topic.corrections.map((correction) => renderCorrection(correction))}</ul>`
}
<div class="table" role="region" aria-label="Releases" tabindex="0"><table>
<thead><tr><th scope="col">Release</th><th scope="col">Published</th><th scope="col">What it changed</th><th scope="col">As it was</th></tr></thead>
<tbody>${releases.map((row) => renderRelease(row, context))}</tbody>
</table></div>
${releases.length > 1 ? renderComparison(releases, context) : ''}
<p><a href="/v1/topics/${topic.id}/feed.atom">Follow the changes by feed</a></p>
</section>`
}

function renderCorrection({ id, date, kind, target, before, after, reason, release }: Correction): Html {
  return html`<li id="${id}">
<p><b>${kind}</b> ${showDates(date)}, release ${release}. <a href="#${target}">Where it was</a></p>
<p><del>${before}</del> <ins>${after}</ins></p>
<p>${reason}</p>
</li>`
}

function renderRelease({ release, published, isCurrent, withdrawn }: ReleaseRow, { topic }: Context): Html {
  return html`<tr><th scope="row">${release}${isCurrent ? ' (shown here)' : ''}</th><td>${showDay(published)}</td>${
    withdrawn
      ? html`<td colspan="2">Withdrawn: ${withdrawn.reason}</td>`
      : html`<td>${release === 1 ? 'The first release' : html`<a href="/topics/${topic.id}/changes?after=${release}&amp;before=${release - 1}">Changes since release ${release - 1}</a>`}</td>
<td><a href="/v1/topics/${topic.id}/releases/${release}.md">to read</a>, <a href="/v1/topics/${topic.id}/releases/${release}">as data</a></td>`
  }</tr>`
}

/** A plain form: between which two. */
export function renderComparison(
  releases: ReleaseRow[],
  { topic }: Pick<Context, 'topic'>,
  shown = pickLast(releases),
): Html {
  const choose = (name: 'before' | 'after', label: string) =>
    html`<label>${label} <select name="${name}">${releases.map(({ release }) => html`<option${release === shown[name] ? html` selected` : ''}>${release}</option>`)}</select></label>`
  return html`<form class="comparison" action="/topics/${topic.id}/changes">
${choose('before', 'Compare release')} ${choose('after', 'with release')} <button>Show what changed</button>
</form>`
}

function pickLast([last, previous]: ReleaseRow[]): { before: number; after: number } {
  return { before: previous?.release ?? 1, after: last?.release ?? 1 }
}
