/**
 * `/docs/csv`, the format of the CSV files and the meaning of each column, and `/vocabulary`, the terms of `topic.jsonld` that
 * schema.org lacks, for readers and as RDF Schema. Rendered when the Worker is built.
 */

import { CSV_COLUMNS, CSV_NAMES, CSV_RULES } from '../../../data/build/formats/csv-columns.ts'
import { OWN_TERMS } from '../../../data/build/formats/json-ld-context.ts'
import { ORIGIN_PLACEHOLDER, VOCABULARY_URL } from '../../../data/build/urls.ts'
import { Marked, Table } from '../elements.tsx'
import { type Assets, JsonLd, Layout, Opening } from '../Layout.tsx'

export function CsvPage({ assets }: { assets: Assets }) {
  return (
    <Layout
      title="CSV files: the fact box API"
      description="Every column of the fact box’s CSV files, their separator, and the rule for cells that look like formulas."
      canonical={`${ORIGIN_PLACEHOLDER}/docs/csv`}
      assets={assets}
      place="/docs"
    >
      <main id="content" class="docs">
        <Opening
          kicker="API reference"
          beside={<a href="/docs">All routes</a>}
          title="The tables, column by column"
          standfirst={
            <>
              Each topic has five CSV files. Its <code>datapackage.json</code> describes them to programs.
            </>
          }
        />
        <section id="rules">
          <h2>How they are written</h2>
          {CSV_RULES.map((rule) => (
            <p>
              <Marked text={rule} />
            </p>
          ))}
        </section>
        {CSV_NAMES.map((name) => (
          <section id={name}>
            <h2>{name}.csv</h2>
            <Table label={`Columns of ${name}.csv`} columns={['Column', 'What it holds']}>
              {Object.entries(CSV_COLUMNS[name]).map(([column, { description }]) => (
                <tr>
                  <th scope="row">
                    <code>{column}</code>
                  </th>
                  <td>
                    <Marked text={description} />
                  </td>
                </tr>
              ))}
            </Table>
          </section>
        ))}
      </main>
    </Layout>
  )
}

const TERMS = Object.entries(OWN_TERMS)

export function VocabularyPage({ assets }: { assets: Assets }) {
  return (
    <Layout
      title="Vocabulary of the fact box"
      description="What the terms of a fact box’s linked data mean, where schema.org has no word for it."
      canonical={`${ORIGIN_PLACEHOLDER}/vocabulary`}
      assets={assets}
      place="/docs"
      head={<JsonLd data={describeTerms()} />}
    >
      <main id="content">
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
        <Table label="Terms" columns={['Term', 'What it means']}>
          {TERMS.map(([term, meaning]) => (
            <tr id={term}>
              <th scope="row">
                <code>{term}</code>
              </th>
              <td>{meaning}</td>
            </tr>
          ))}
        </Table>
      </main>
    </Layout>
  )
}

/** Returns the terms as RDF Schema. Names of classes start with a capital letter. */
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
