/** `/vocabulary`: the terms of `topic.jsonld` that schema.org lacks, to read and as RDF Schema. Rendered when the Worker is built. */
import { ORIGIN_PLACEHOLDER, VOCABULARY_URL } from '../../../data/build/addresses.ts'
import { OWN_TERMS } from '../../../data/build/formats/json-ld-context.ts'
import { type Assets, JsonLd, Layout, Opening } from '../Layout.tsx'

const TERMS = Object.entries(OWN_TERMS)

export function VocabularyPage({ assets }: { assets: Assets }) {
  return (
    <Layout
      title="Vocabulary of the fact box"
      description="What the terms of a fact box’s linked data mean, where schema.org has no word for it."
      canonical={`${ORIGIN_PLACEHOLDER}/vocabulary`}
      assets={assets}
      head={<JsonLd data={describeTerms()} />}
    >
      <main id="content" class="prose">
        <Opening
          kicker="Vocabulary"
          title="Our own terms in linked data"
          standfirst={
            <>
              The linked data of a topic uses the terms of <a href="https://schema.org/">schema.org</a>, and these where
              it has none.
            </>
          }
        />
        <dl class="terms">
          {TERMS.map(([term, meaning]) => (
            <div>
              <dt id={term}>
                <code>{term}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </main>
    </Layout>
  )
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
