/** `/topics`: all topics, newest first. */
import type { TopicRow } from '../../../data/schema/api.ts'
import { Day, formatCount, formatPeriod } from '../elements.tsx'
import { type Assets, Layout, Opening, renderPage } from '../Layout.tsx'

interface TopicsProps {
  topics: TopicRow[]
  origin: string
  assets: Assets
}

export const renderTopicsPage = (props: TopicsProps) => renderPage(<TopicsPage {...props} />)

function TopicsPage({ topics, origin, assets }: TopicsProps) {
  const newest = topics.toSorted((a, b) => (a.dateModified < b.dateModified ? 1 : -1))
  return (
    <Layout
      title="Topics: every fact box"
      description="Every topic with a fact box: its period, its release and when it was last changed."
      canonical={`${origin}/topics`}
      assets={assets}
      place="/topics"
    >
      <main id="content">
        <Opening
          kicker="Topics"
          beside={formatCount(topics.length, 'topic')}
          title="Every fact box"
          standfirst="Each topic is a page to read, a box to embed and a set of data to download."
        />
        <ol class="topics">
          {newest.map(({ id, name, temporalCoverage, release, dateModified }) => (
            <li class="entry">
              <p class="label">{formatPeriod(temporalCoverage)}</p>
              <div>
                <h2>
                  <a href={`/topics/${id}`} dir="auto">
                    {name}
                  </a>
                </h2>
                <p class="dateline">
                  {`Release ${release}, `}
                  <Day time={dateModified} />
                  {'. '}
                  <span class="ways">
                    <a href={`/?topic=${id}`}>Embed it</a> · <a href={`/topics/${id}/verify`}>Check the citations</a> ·{' '}
                    <a href={`/v1/topics/${id}`}>Data</a>
                  </span>
                </p>
              </div>
            </li>
          ))}
        </ol>
        {topics.length === 0 && <p class="notice">No topic is published yet.</p>}
      </main>
    </Layout>
  )
}
