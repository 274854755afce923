/** `/docs`, the API reference: rendered from the OpenAPI document when the Worker is built. Complete without a script. */
import { ORIGIN_PLACEHOLDER } from '../../../data/build/urls.ts'
import { CodeBlock, Contents, Marked } from '../elements.tsx'
import { type Assets, Layout, Opening } from '../Layout.tsx'
import { CHANGELOG } from './changelog.ts'
import { Operation } from './Operation.tsx'
import { type OpenApiDocument, resolveOperations } from './openapi.ts'
import tour from './tour.json' with { type: 'json' }

/** Rules that apply to every route. */
const RULES: { id: string; title: string; paragraphs: string[] }[] = [
  {
    id: 'dates',
    title: 'Partial dates',
    paragraphs: [
      'A date is as precise as the source: `2007`, `2007-07` or `2007-07-24`. It means the whole year, month or day. `datePrecision` says how precise the sources are, `dateBasis` what the date is based on.',
      'With `approximate`, an event happened on one of the days from `startDate` to `endDate`. With `unknown` there is no `startDate`. `from` and `to` are inclusive and select what may have happened between them; an item without a date never matches.',
    ],
  },
  {
    id: 'cursors',
    title: 'Lists and cursors',
    paragraphs: [
      'A list is `{items, total, next?, included?}`. `fields` selects fields of each item, `include` adds the items that they refer to. To get the next page, send `next` as `cursor` with the same filters; the `Link` header has the whole URL as `rel="next"`. The last page has no `next`. Cursors are opaque and never expire; a cursor of a withdrawn release returns 410.',
      'A parameter that takes several values accepts them separated by commas, or the parameter repeated; any other parameter must not be repeated.',
    ],
  },
  {
    id: 'formats',
    title: 'Formats and credentials',
    paragraphs: [
      'Only the URL of a whole topic, `/v1/topics/{topic}`, also in a release, chooses its format by `Accept`; it responds with 406 to a type that it does not have. Every other URL of the API has one format, whatever `Accept` says: for CSV, request `/v1/topics/{topic}/events.csv`. The `Link` header names the other formats of a list as `rel="alternate"`.',
      'Ids are in lower case, and paths are case-sensitive. In a browser, send requests without credentials, as `fetch` does by default for another site: `Access-Control-Allow-Origin` is `*`, so a response to a request with credentials cannot be read.',
    ],
  },
  {
    id: 'errors',
    title: 'Errors',
    paragraphs: [
      'Every error is `application/problem+json` (RFC 9457). A 400 names each invalid parameter in `errors`; `detail` has the same as a sentence. Under `/v1` and at `/snippet`, an unknown parameter is an error, and so is a wrong or empty value. Pages and scripts redirect to the URL without either (308); a frame ignores both; `/oembed` ignores unknown parameters. 404 means that something never existed, 410 that it was withdrawn or retired; `reason` says why. A 405 has `Allow`, a 503 `Retry-After`.',
    ],
  },
  {
    id: 'caching',
    title: 'Caching',
    paragraphs: [
      'Responses have a strong `ETag`. Send it back in `If-None-Match` to get a 304 if nothing has changed. `If-Modified-Since` is used only without `If-None-Match`, and only if the response has `Last-Modified`. `If-Match`, `If-Unmodified-Since` and `Range` are ignored: the response is complete, with its own `ETag`. Current content may be cached for a minute, a pinned release for a day in a browser and a minute in a shared cache, hashed files permanently.',
      '`X-Release` numbers the release. `X-Stale` marks an older copy, and says why it is served.',
    ],
  },
  {
    id: 'stability',
    title: 'Stability',
    paragraphs: [
      'Changes within `/v1` are additive: fields, URLs and enumeration values may be added, but none is renamed or removed. Ignore fields and values that you do not know. If a removal is unavoidable, `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) headers announce it a year ahead.',
    ],
  },
]

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

/** Returns `across-topics` for `Across topics`. */
function nameSection(tag: string): string {
  return tag.toLowerCase().replaceAll(' ', '-')
}

/** Commands that run unchanged, with their output: from `tour.json`, which `node test/http/write-tour.ts` writes. */
function Tour() {
  const name = (text: string) => text.replaceAll('ORIGIN', ORIGIN_PLACEHOLDER)
  return (
    <section id="tour">
      <h2>Two minutes</h2>
      <p>
        Six questions, each answered by one request. The commands run unchanged; long responses are shortened. If{' '}
        <code>at</code> is before a topic’s first release, the response is a 404 with the date of that release.
      </p>
      {tour.map(({ question, command, answer }) => (
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
