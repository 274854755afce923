/** The configurator: choose, see it on a page, copy it. A plain form whose address is the choice; complete without JavaScript. */
import { html } from 'hono/html'
import type { TopicRow } from '../../../data/schema/api.ts'
import { ENGLISH } from '../../../widget/i18n/language.ts'
import { LANGUAGES } from '../../../widget/i18n/languages.ts'
import { ROWS } from '../../../widget/options.ts'
import { type Choice, HEIGHTS, HOSTS, KINDS, SIZES, THEMES } from '../../query/choice.ts'
import { type Html, renderDocument } from '../document.ts'

export type TopicChoice = Pick<TopicRow, 'id' | 'name' | 'release'>

interface Home {
  topics: TopicChoice[]
  /** Absent before there is a topic. */
  made: { choice: Choice; snippet: string } | undefined
  /** The choice as a query, with `?` before it; empty when everything has its default. */
  query: string
  origin: string
  stylesheet: string
  script: string
}

export function renderHome({ topics, made, query, origin, stylesheet, script }: Home): string {
  return renderDocument({
    title: 'Fact box: a summary with its receipts',
    description:
      'A fact box stands beside a story and says in short what is known, who says so and where. Choose a topic, see the box on a page, copy one tag.',
    canonical: `${origin}/`,
    stylesheet,
    script,
    place: '/',
    main: html`<main id="content" class="home">
<header>
<h1>The background to a story, with the receipts</h1>
<p class="standfirst">A fact box is a short summary that stands beside a story. Each statement in it says who says so and cites the passage, so that a reader can check it and an editor can defend it.</p>
</header>
${made ? renderConfigurator(made.choice, topics, made.snippet, query) : html`<p class="notice">There is no topic yet.</p>`}
${PROMISES}
</main>`,
  })
}

function renderConfigurator(choice: Choice, topics: TopicChoice[], snippet: string, query: string): Html {
  return html`<div class="bench">
<form id="choice" action="/">
<h2>Choose</h2>
${renderChoices(choice, topics)}
<button>Show it</button>
</form>
<section class="result" aria-labelledby="result">
<h2 id="result">See it on ${HOSTS[choice.host]}</h2>
<iframe id="preview" src="/preview${query}" title="The box on ${HOSTS[choice.host]}" loading="lazy"></iframe>
</section>
<section class="copy" aria-labelledby="copy">
<h2 id="copy">Copy it</h2>
<label for="snippet" id="kind">${KINDS[choice.as].name}</label>
<textarea id="snippet" rows="4" readonly spellcheck="false">${snippet}</textarea>
<p id="note" class="dateline">${KINDS[choice.as].note}</p>
<p><button id="copy-button" type="button" hidden>Copy</button> <span id="copied" role="status"></span></p>
</section>
</div>`
}

function renderChoices(choice: Choice, topics: TopicChoice[]): Html {
  const { as, size = 'compact', theme, lang = 'en', sections, height, release, isPinned, host } = choice
  const latest = topics.find(({ id }) => id === choice.topic)?.release ?? 1
  return html`<p><label for="topic">Topic</label><select id="topic" name="topic">${topics.map(({ id, name, release }) => option(id, name, id === choice.topic, release))}</select></p>
<fieldset><legend>As</legend>
${Object.entries(KINDS).map(([value, { name, note }]) => radio('as', value, name, value === as, note))}
</fieldset>
<fieldset class="inline"><legend>On</legend>
${Object.entries(HOSTS).map(([value, name]) => radio('on', value, name, value === host))}
</fieldset>
<p><label for="size">Size</label><select id="size" name="size">${Object.entries(SIZES).map(([value, name]) => option(value, name, value === size))}</select></p>
<p class="pair"><span><label for="theme">Theme</label><select id="theme" name="theme"><option value="">As the page</option>${Object.entries(THEMES).map(([value, name]) => option(value, name, value === theme))}</select></span>
<span><label for="lang">Language</label><select id="lang" name="lang">${Object.values(LANGUAGES).map((one) => option(one.lang, one.ownName, one.lang === lang))}</select></span></p>
<p class="pair"><span>${number('height', 'Height at most, in px', 'no limit', HEIGHTS, height)}</span>
<span>${number('release', 'Release to stay with', 'the current one', { minimum: 1, maximum: latest }, release)}</span></p>
<details${sections ? html` open` : ''}><summary>Sections</summary><div class="boxes" role="group" aria-label="Sections" aria-describedby="sections-problem">${problem('sections')}${ROWS.map((name) => checkbox('sections', name, ENGLISH.phrases[name], sections?.includes(name) ?? true))}</div></details>
<div class="boxes">${checkbox('pin', 'yes', 'Pin the script by its hash (integrity)', isPinned)}</div>`
}

function option(value: string, name: string, isChosen: boolean, latest?: number): Html {
  const attributes = [isChosen ? html` selected` : '', latest === undefined ? '' : html` data-latest="${latest}"`]
  return html`<option value="${value}"${attributes}>${name}</option>`
}

/** Empty for what the placeholder says. */
function number(
  name: string,
  label: string,
  placeholder: string,
  { minimum, maximum, multipleOf = 1 }: { minimum: number; maximum: number; multipleOf?: number },
  value: number | '' = '',
): Html {
  return html`<label for="${name}">${label}</label><input id="${name}" name="${name}" type="number" min="${minimum}" max="${maximum}" step="${multipleOf}" placeholder="${placeholder}" value="${value}" aria-describedby="${name}-problem">${problem(name)}`
}

/** Where it is said what a choice wants that cannot be taken. */
function problem(name: string): Html {
  return html`<small id="${name}-problem" class="problem" role="status"></small>`
}

const radio = (name: string, value: string, words: string, isChosen: boolean, note?: string) =>
  mark('radio', name, value, words, isChosen, note)
const checkbox = (name: string, value: string, words: string, isChosen: boolean) =>
  mark('checkbox', name, value, words, isChosen)

function mark(type: string, name: string, value: string, words: string, isChosen: boolean, note?: string): Html {
  const attributes = [isChosen ? html` checked` : '', note ? html` data-note="${note}"` : '']
  return html`<label class="mark"><input type="${type}" name="${name}" value="${value}"${attributes}> ${words}</label>`
}

const PROMISES = html`<section class="promises" aria-label="What to expect">
<div><h2>One tag, one request</h2><p>The script brings its topic’s facts with it and draws the box where it stands. It runs under the strictest content policy, stores nothing and leaves the rest of the page alone.</p></div>
<div><h2>Every release is kept</h2><p>A correction makes a new release, and says what it put right. The box follows by itself, or stays with the release that you name.</p></div>
<div><h2>Check it yourself</h2><p>A citation names a passage by its place and its digest. Paste the source into <a href="/topics">a topic’s</a> check page and see each passage marked. Everything is <a href="/docs">open data</a>, too.</p></div>
</section>`
