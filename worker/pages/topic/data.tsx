/** The topic's downloads, and how to cite it. */
import { ENGLISH } from '../../../widget/i18n/language.ts'
import { formatNumber } from '../../../widget/i18n/numbers.ts'
import { FILES, type FilePath } from '../../formats.ts'
import { formatDay } from '../elements.tsx'
import type { Context } from './context.ts'

const KB = 1000

/** By path within a release, in display order. */
const FORMATS: { [Path in FilePath]?: { name: string; what: string } } = {
  'topic.md': { name: 'Markdown', what: 'the whole topic to read' },
  'topic.json': { name: 'JSON', what: 'the whole topic, every citation with its position and digest' },
  'topic.jsonld': { name: 'JSON-LD', what: 'the same in the terms of schema.org' },
  'statements.csv': { name: 'CSV', what: 'the statements as a table' },
  'events.csv': { name: 'CSV', what: 'the events as a table' },
  'events.ics': { name: 'iCalendar', what: 'the dated events' },
  'feed.atom': { name: 'Atom', what: 'what each release changed' },
  'feed.json': { name: 'JSON Feed', what: 'the same' },
  'share.png': { name: 'PNG', what: 'the picture for links' },
}

interface DataProps {
  context: Context
}

export function Downloads({ context: { topic, manifest, ownBlock } }: DataProps) {
  return (
    <section {...ownBlock}>
      <h2 id="downloads">Downloads</h2>
      <ul class="downloads">
        {Object.entries(FORMATS).map(([path, { name, what }]) => {
          const file = manifest.files[path]
          return (
            file && (
              <li>
                <a href={`/v1/topics/${topic.id}${FILES[path as FilePath].address}`}>{name}</a>
                {`: ${what} `}
                <small>{formatSize(file.bytes)}</small>
              </li>
            )
          )
        })}
      </ul>
      <p>
        Events, statements, people and the rest are also available one by one: see <a href="/docs">the API</a>.
      </p>
    </section>
  )
}

function formatSize(bytes: number): string {
  return `${formatNumber(ENGLISH, Math.max(1, Math.round(bytes / KB)))} kB`
}

export function Citation({ context: { topic, page, data, ownBlock } }: DataProps) {
  const pinned = `${data}/releases/${topic.release}`
  return (
    <section {...ownBlock}>
      <h2 id="cite">Cite this page</h2>
      <p class="copied">
        <code>{`“${topic.name}”. Fact box, release ${topic.release}, ${formatDay(topic.dateModified)}. ${page}`}</code>
      </p>
      <p>
        This release stays as it is at <a href={pinned}>{pinned}</a>
      </p>
      <p>
        {`${topic.attributionText}. `}
        <a href={topic.license} rel="license noopener">
          Licence
        </a>
        {topic.reportUrl && (
          <>
            {' · '}
            <a href={topic.reportUrl} rel="noopener">
              Report an error
            </a>
          </>
        )}
      </p>
    </section>
  )
}
