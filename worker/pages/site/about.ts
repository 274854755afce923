/** How facts are chosen, attributed and corrected, and what is not collected. Made when the Worker is built. */
import { html } from 'hono/html'
import { ORIGIN_PLACEHOLDER } from '../../../data/origin.ts'
import { renderDocument } from '../document.ts'

export function renderAboutPage(stylesheet: string): string {
  return renderDocument({
    title: 'About the fact box: how facts are chosen, attributed and corrected',
    description:
      'How the facts in a fact box are chosen, attributed, checked and corrected, and what is not collected about its readers.',
    canonical: `${ORIGIN_PLACEHOLDER}/about`,
    stylesheet,
    place: '/about',
    main: html`<main id="content" class="prose">
<header>
<p class="kicker"><b>About</b></p>
<h1>What goes into a fact box, and why</h1>
<p class="standfirst">A fact box does not say what is true. It says what named sources say, each in its own name, and shows where.</p>
</header>
<div class="leaf">
<div class="body">
<section id="chosen"><h2>How facts are chosen</h2>
<p>An editor starts from documents and from nothing else. What goes in is what a reader needs in order to follow the story: what happened, when and where, who took part, what is said to be agreed, who says what, what is disputed.</p>
<p>Dates are as exact as the source and no more. If a report says “earlier this week”, the box gives the week and not a day that somebody picked. If a year is inferred, the box says so and from what.</p>
<p>What the sources leave open is listed under <em>Not in these sources</em>. A gap is part of the record.</p>
</section>
<section id="attributed"><h2>How facts are attributed</h2>
<p>Each statement names its whole chain: who says so, and which outlet reports that they said it. An agreement is reported as somebody’s account of it. An allegation stays an allegation, under the name of whoever makes it, however often it is repeated.</p>
<p>Our verbs are plain: <em>said</em>, <em>told</em>, <em>according to</em>. We do not write that somebody <em>noted</em> or <em>admitted</em>, for that would take their side. The words are ours; only short fragments that the source itself puts in quotation marks are quoted.</p>
<p>Where an outlet’s position matters to a reader, a note says what is known of it, marked as ours, with what it rests on.</p>
</section>
<section id="receipts"><h2>What a receipt is</h2>
<p>A citation names the passage that a sentence rests on: the article, the place in its text, and a digest of the words there (SHA-256). Anyone who has the source can check every sentence by machine, and nobody has to publish the source again. Each topic has a page that does it in the reader’s own browser.</p>
</section>
<section id="corrections"><h2>How mistakes are corrected</h2>
<p>A correction makes a new release. It says what stood there before, what stands there now and why, and it stays in the box. A correction of an accusation does not repeat the words that were taken back. Every earlier release can still be read, and any two compared.</p>
<p>Now and then something has to be taken back for good, for legal reasons or because it could hurt somebody. It then leaves every release at once, and its address says that it is gone, since when and why.</p>
</section>
<section id="privacy"><h2>What is not collected</h2>
<p>The box and this site set no cookie, store nothing in the browser, load nothing from anybody else and count nobody. They have no account, no form that sends anything but the choice of a box, and no analytics.</p>
<p>To show a box, a browser has to ask for it. The request carries what any request carries, such as the reader’s network address, and the network that delivers it handles it for as long as delivery takes. We write no log of requests; only failures of our own are recorded, and those without the reader’s address.</p>
<p>A source that is pasted into a check page stays in the browser.</p>
</section>
<section id="use"><h2>How to use it</h2>
<p><a href="/">Choose a box and copy its tag</a>, read <a href="/topics">the topics</a>, or ask <a href="/docs">the API</a>. Each topic names its licence and the words to credit it with.</p>
</section>
</div>
<nav class="contents" aria-label="On this page"><ul>
<li><a href="#chosen">How facts are chosen</a></li>
<li><a href="#attributed">How facts are attributed</a></li>
<li><a href="#receipts">What a receipt is</a></li>
<li><a href="#corrections">How mistakes are corrected</a></li>
<li><a href="#privacy">What is not collected</a></li>
<li><a href="#use">How to use it</a></li>
</ul></nav>
</div>
</main>`,
  })
}
