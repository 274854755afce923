/** Sources, people, what the sources leave open, and what was corrected and published when. */
import type { Article, Correction, Party, ReleaseRow, Unknown } from '../../../data/schema/api.ts'
import { CitedText } from '../../../widget/components/Receipt.tsx'
import { Source } from '../../../widget/components/Source.tsx'
import { formatDates } from '../../../widget/i18n/dates.ts'
import { Day, Table } from '../text.tsx'
import { type Context, linkPage } from './context.ts'
import { WordChanges } from './WordChanges.tsx'

interface ListProps<Item> {
  context: Context
  items: Item[]
}

export function Sources({ context, items }: ListProps<Article>) {
  const { view, references } = context
  return (
    <ol class="sources">
      {items.map(({ id, summary }) => {
        const article = view.articles.find((one) => one.id === id)
        return (
          article && (
            <li id={id} class="entry">
              <p class="label">{`Source ${view.n(view.articles.indexOf(article) + 1)}`}</p>
              <div>
                <Source view={view} article={article} />
                <h3>What it says, in our words</h3>
                <ul>
                  {summary.map((sentence, index) => (
                    <li>
                      <CitedText
                        view={view}
                        sentences={[{ id: `${id} ${index}`, ...references.citedText(sentence) }]}
                      />
                    </li>
                  ))}
                </ul>
              </div>
            </li>
          )
        )
      })}
    </ol>
  )
}

export function People({ context, items }: ListProps<Party>) {
  const { view, references, topic } = context
  return (
    <ul class="people">
      {items.map(({ id, name, alternateName, roles, sameAs }) => {
        const isSpeaker = topic.statements.some(({ claimant }) => claimant === id)
        return (
          <li id={id} {...view.contentLang}>
            <b>{name}</b>{' '}
            {alternateName.length > 0 && (
              <small>
                {alternateName.map((other, index) => (
                  <>
                    {index > 0 && '; '}
                    <bdi>{other}</bdi>
                  </>
                ))}
              </small>
            )}
            {roles.map((role, index) => {
              const sentence = references.citedText({ text: role.roleName, citations: role.citations })
              return <CitedText view={view} sentences={[{ id: `${id} ${index}`, ...sentence }]} />
            })}
            <p class="tools">
              {isSpeaker && (
                <a href={`${linkPage(context, { speaker: id })}#statements`} data-field="speaker" data-value={id}>
                  Statements
                </a>
              )}
              {sameAs.map((url) => (
                <a href={url} rel="noopener">
                  {new URL(url).hostname.replace(/^www\./, '')}
                </a>
              ))}
            </p>
          </li>
        )
      })}
    </ul>
  )
}

export function Unknowns({ context, items }: ListProps<Unknown>) {
  const { view, references } = context
  return (
    <ul class="unknowns-list">
      {items.map(({ id, text, event: about }) => {
        const event = references.event(about)
        return (
          <li id={id} {...view.contentLang}>
            {text} {event && <a href={view.locate(event.id)}>{event.name}</a>}
          </li>
        )
      })}
    </ul>
  )
}

export function History({ context, items }: ListProps<Correction | ReleaseRow>) {
  const corrections = items.filter((item): item is Correction => 'target' in item)
  const releases = items.filter((item): item is ReleaseRow => !('target' in item))
  return (
    <>
      {context.topic.corrections.length === 0 && <p>Nothing has been corrected so far.</p>}
      {corrections.length > 0 && (
        <ul class="corrections">
          {corrections.map((correction) => (
            <CorrectionEntry context={context} correction={correction} />
          ))}
        </ul>
      )}
      {releases.length > 0 && (
        <Table label="Releases">
          <thead>
            <tr>
              <th scope="col">Release</th>
              <th scope="col">Published</th>
              <th scope="col">What it changed</th>
              <th scope="col">As it was</th>
            </tr>
          </thead>
          <tbody>
            {releases.map((release) => (
              <ReleaseEntry context={context} row={release} />
            ))}
          </tbody>
        </Table>
      )}
    </>
  )
}

function CorrectionEntry({ context: { view }, correction }: { context: Context; correction: Correction }) {
  const { id, date, kind, target, before, after, reason, release } = correction
  return (
    <li id={id}>
      <p>
        <b>{view.t(kind)}</b> {`${formatDates(view.language, date)}, release ${release}. `}
        <a href={view.locate(target)}>What it is about</a>
      </p>
      <p {...view.contentLang}>
        <WordChanges before={before} after={after} />
      </p>
      <p {...view.contentLang}>{reason}</p>
    </li>
  )
}

function ReleaseEntry({ context: { view, topic }, row }: { context: Context; row: ReleaseRow }) {
  const { release, published, isCurrent, withdrawn } = row
  const data = `/v1/topics/${topic.id}/releases/${release}`
  return (
    <tr>
      <th scope="row">{`${release}${isCurrent ? ' (shown here)' : ''}`}</th>
      <td>
        <Day time={published} />
      </td>
      {withdrawn ? (
        <td colSpan={2}>{`Withdrawn: ${withdrawn.reason}`}</td>
      ) : (
        <>
          <td>
            {release === 1 ? (
              'The first release'
            ) : (
              <a href={`${view.page}/changes?after=${release}&before=${release - 1}`}>
                {`Changes since release ${release - 1}`}
              </a>
            )}
          </td>
          <td>
            <a href={`${data}.md`}>to read</a>, <a href={data}>as data</a>
          </td>
        </>
      )}
    </tr>
  )
}

interface ComparisonProps {
  topic: string
  releases: ReleaseRow[]
  before: number
  after: number
}

/** A plain form: which two releases to compare. */
export function ComparisonForm({ topic, releases, before, after }: ComparisonProps) {
  const offered = releases.filter(({ withdrawn }) => !withdrawn).toReversed()
  if (offered.length < 2) return null
  const select = (name: string, label: string, chosen: number) => (
    <label>
      {`${label} `}
      <select name={name}>
        {offered.map(({ release }) => (
          <option selected={release === chosen}>{`${release}`}</option>
        ))}
      </select>
    </label>
  )
  return (
    <form class="comparison" action={`/topics/${topic}/changes`}>
      {select('before', 'Compare release', before)} {select('after', 'with release', after)}{' '}
      <button type="submit">Show what changed</button>
    </form>
  )
}
