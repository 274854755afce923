/** The words of `topic.jsonld` that schema.org lacks, each at the address that the file gives it; to read, and as RDF Schema. */
import { html, raw } from 'hono/html'
import { VOCABULARY_URL } from '../../data/build/formats/addresses.ts'
import { OWN_TERMS } from '../../data/build/formats/json-ld-context.ts'
import { ORIGIN_PLACEHOLDER } from '../../data/origin.ts'
import { renderDocument } from './document.ts'

const TERMS = Object.entries(OWN_TERMS)

export function renderVocabularyPage(stylesheet: string): string {
  return renderDocument({
    title: 'Vocabulary of the fact box',
    description: 'What the terms of a fact box’s linked data mean, where schema.org has no word for it.',
    canonical: `${ORIGIN_PLACEHOLDER}/vocabulary`,
    stylesheet,
    links: html`<script type="application/ld+json">${raw(JSON.stringify(describeTerms()))}</script>`,
    main: html`<main id="content">
<header>
<p class="kicker"><b>Vocabulary</b></p>
<h1>Our own words in linked data</h1>
<p class="standfirst">The linked data of a topic is written in the terms of <a href="https://schema.org/">schema.org</a>. These are for what it has no word for.</p>
</header>
<dl>
${TERMS.map(([term, meaning]) => html`<dt id="${term}"><code>${term}</code></dt><dd>${meaning}</dd>`)}
</dl>
</main>`,
  })
}

/** A class begins with a capital letter. */
function describeTerms(): object {
  const nodes = TERMS.map(([term, meaning]) => ({
    '@id': VOCABULARY_URL + term,
    '@type': /^[A-Z]/.test(term) ? 'rdfs:Class' : 'rdf:Property',
    'rdfs:label': term,
    'rdfs:comment': meaning,
  }))
  return {
    '@context': {
      rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
      rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
    },
    '@graph': nodes,
  }
}
