/**
 * The reader's check: everything but the check itself, which the browser's script does with the text that a reader puts
 * in. Complete without the script: the recipe and every place and digest stand here too.
 */
import { html } from 'hono/html'
import { listAssertions, listPassages, type Passage } from '../../data/assertions.ts'
import type { Article, Topic } from '../../data/schema/api.ts'
import { type Html, renderDocument } from './document.ts'

export interface VerifyPage {
  topic: Topic
  /** Origin of absolute URLs. */
  origin: string
  stylesheet: string
  script: string
  /** The publisher's public keys, as the Worker's vars have them. */
  keys?: string | undefined
}

export function renderVerifyPage({ topic, origin, stylesheet, script, keys = '' }: VerifyPage): string {
  return renderDocument({
    title: `Check the source: ${topic.name}`,
    description: `Check every citation of the fact box “${topic.name}” against its sources, in your own browser.`,
    canonical: `${origin}/topics/${topic.id}/verify`,
    stylesheet,
    script,
    place: '/topics',
    main: html`<main id="content" data-topic="${topic.id}" data-keys="${keys}">
${renderHeader(topic)}
${renderTool(topic)}
<section id="history" hidden></section>
${renderRecipe(topic)}
${renderFooter(topic)}
</main>`,
  })
}

function renderHeader({ id, name, release, dateModified }: Topic): Html {
  const date = new Date(dateModified)
  return html`<header>
<p class="kicker"><b>Check the source</b> <span><a href="/topics/${id}">The topic</a> · Release ${release}, <time datetime="${dateModified}">${date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })}</time></span></p>
<h1>${name}</h1>
<p class="standfirst">Every statement of this fact box names the passages it rests on. Put in a source article and see each of them marked, beside the sentences that cite it.</p>
</header>`
}

/** Hidden until the script that makes it work has come. */
function renderTool({ articles }: Topic): Html {
  return html`<noscript><p class="notice">With JavaScript, this page finds and marks the passages for you. Without it, the recipe below lets you check each of them by hand.</p></noscript>
<section id="tool" aria-labelledby="tool-title" hidden>
<h2 id="tool-title">The source</h2>
<div class="choices">
<p><label for="article">Article</label> <select id="article"><option value="">Recognise it by its words</option>
${articles.map(({ id, publisher, headline }) => html`<option value="${id}">${publisher}: ${headline}</option>`)}
</select></p>
<p><label for="file">Text file</label> <input id="file" type="file" accept=".txt,text/plain"></p>
</div>
<div id="drop">
<label for="text">Text of the article</label>
<textarea id="text" rows="9" spellcheck="false" autocomplete="off" aria-describedby="hint"></textarea>
<p id="hint">Paste it, or drop a text file here. The whole page will do: words before and after the article do no harm. <strong>Nothing is uploaded.</strong> The text is read in your browser and stays there.</p>
</div>
<button id="clear" type="button" hidden>Start again</button>
</section>
<div id="result" role="region" aria-labelledby="summary">
<p id="summary" role="status"></p>
<div id="report"></div>
</div>`
}

function renderRecipe({ id, articles, ...topic }: Topic): Html {
  const assertions = listAssertions({ ...topic, articles })
  return html`<section aria-labelledby="recipe-title">
<h2 id="recipe-title">How to check by hand</h2>
<div class="recipe">
<p>We do not republish the sources. A passage is named by its place in the article and by a fingerprint, its SHA-256: the same words always give the same fingerprint, and other words do not.</p>
<ol>
<li>Take the article’s own paragraphs, first to last, without title and page furniture, and save them as <code>article.txt</code> in UTF-8.</li>
<li>Normalise: Unicode NFC, each run of white space one space, none at either end.</li>
<li>Slice: the characters from the first number up to, not including, the second, counted from 0 in UTF-16 code units.</li>
<li>Hash the slice’s UTF-8 bytes with SHA-256 and compare. With Node, for the characters 0 to 100:</li>
</ol>
<pre tabindex="0"><code>${COMMAND}</code></pre>
</div>
${articles.map((article) => renderPassages(article, listPassages(assertions, article.id)))}
<p class="receipt">The same as data: <a href="/v1/topics/${id}">/v1/topics/${id}</a></p>
</section>`
}

const COMMAND = `node -e '
const file = require("fs").readFileSync("article.txt", "utf8")
const text = file.normalize("NFC").replace(/\\s+/gu, " ").trim()
const hash = require("crypto").createHash("sha256")
console.log(hash.update(text.slice(0, 100)).digest("hex"))'`

function renderPassages({ publisher, headline, url, textDigest }: Article, passages: Passage[]): Html {
  return html`<details>
<summary><h3>${publisher}: ${headline}</h3> <span>${passages.length} passages</span></summary>
<p class="receipt">${url === undefined ? '' : html`<a href="${url}" rel="noopener">The article</a>. `}Fingerprint of its whole text: <code>${textDigest}</code></p>
<div class="table" role="region" aria-label="Passages of ${publisher}" tabindex="0">
<table>
<thead><tr><th scope="col">Characters</th><th scope="col">SHA-256</th><th scope="col">What rests on it</th></tr></thead>
<tbody>
${passages.map(
  ({ locator, assertions }) => html`<tr>
<th scope="row">${locator.start}–${locator.end}</th>
<td><code>${locator.sha256}</code></td>
<td>${assertions.map(({ text }) => html`<p>${text}</p>`)}</td>
</tr>`,
)}
</tbody>
</table>
</div>
</details>`
}

function renderFooter({ attributionText, license }: Topic): Html {
  return html`<footer><p>${attributionText}. <a href="${license}" rel="license noopener">Licence</a></p></footer>`
}
