/** `/docs`, the reference: rendered from the OpenAPI document when the Worker is built. Complete without a script. */
import { ORIGIN_PLACEHOLDER } from '../../../data/build/addresses.ts'
import { type Assets, Layout, Opening } from '../Layout.tsx'
import { Contents } from '../navigation.tsx'
import { CodeBlock, Marked } from '../text.tsx'
import { CHANGELOG } from './changelog.ts'
import { Operation } from './Operation.tsx'
import type { OpenApiDocument } from './openapi.ts'
import { resolveOperations } from './resolve-operations.ts'
import { RULES } from './rules.ts'
import { TOUR } from './tour.ts'

export function DocsPage({ document, assets }: { document: OpenApiDocument; assets: Assets }) {
  const operations = resolveOperations(document)
  return (
    <Layout
      title="Reference: the fact box API"
      description="Every URL of the fact box API, with parameters, examples and a form to try each."
      canonical={`${ORIGIN_PLACEHOLDER}/docs`}
      assets={assets}
      place="/docs"
    >
      <main id="content" class="docs leaf">
        <Opening
          kicker="API reference"
          beside={
            <>
              Version 1, <a href="/v1/openapi.json">OpenAPI 3.1</a>
            </>
          }
          title="Facts you can ask for"
          standfirst="Read-only JSON over HTTP. No key, no cookie, readable from any origin, every sentence with its sources."
        />
        <Contents links={listSections(document)} />
        <div>
          <Tour />
          {document.tags.map(({ name, description }) => (
            <section id={nameSection(name)}>
              <h2>{name}</h2>
              <p>{description}</p>
              {operations
                .filter(({ tag }) => tag === name)
                .map((operation) => (
                  <Operation operation={operation} />
                ))}
            </section>
          ))}
          <section id="rules">
            <h2>Rules for every route</h2>
            {RULES.map(({ id, title, paragraphs }) => (
              <>
                <h3 id={id}>{title}</h3>
                {paragraphs.map((text) => (
                  <p>
                    <Marked text={text} />
                  </p>
                ))}
              </>
            ))}
          </section>
          <section id="changelog">
            <h2>Changelog</h2>
            {CHANGELOG.map(({ date, changes }) => (
              <>
                <h3>
                  <time datetime={date}>{date}</time>
                </h3>
                <ul>
                  {changes.map((change) => (
                    <li>
                      <Marked text={change} />
                    </li>
                  ))}
                </ul>
              </>
            ))}
          </section>
        </div>
      </main>
    </Layout>
  )
}

/** `Across topics` as `across-topics`. */
function nameSection(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-')
}

/** Commands that run as they stand, with what they printed. */
function Tour() {
  const name = (text: string) => text.replaceAll('ORIGIN', ORIGIN_PLACEHOLDER)
  return (
    <section id="tour">
      <h2>Two minutes</h2>
      <p>Six questions, each one request. The commands run as they stand; long answers are cut.</p>
      {TOUR.map(({ question, command, answer }) => (
        <>
          <h3>{question}</h3>
          <CodeBlock text={name(command)} />
          <CodeBlock text={name(answer)} />
        </>
      ))}
      <p>
        For spreadsheets: <a href="/docs/csv">the CSV files, column by column</a>.
      </p>
    </section>
  )
}

function listSections({ tags }: OpenApiDocument) {
  const groups = tags.map(({ name }) => ({ id: nameSection(name), title: name }))
  const sections = [{ id: 'tour', title: 'Two minutes' }, ...groups, ...RULES, { id: 'changelog', title: 'Changelog' }]
  return sections.map(({ id, title }) => ({ href: `#${id}`, text: title }))
}
