/**
 * `/`, the configurator: choose a box, copy its snippet, see it on a page. A plain form whose URL contains the choice; complete
 * without a script.
 */
import { type Assets, Layout, renderPage } from '../Layout.tsx'
import { Configurator, type ConfiguratorProps } from './Configurator.tsx'
import { Requirements } from './Requirements.tsx'

interface HomeProps {
  topics: ConfiguratorProps['topics']
  /** Absent if there is no topic yet. */
  made: Pick<ConfiguratorProps, 'choice' | 'snippet' | 'items'> | undefined
  query: string
  origin: string
  assets: Assets
}

export const renderHomePage = (props: HomeProps) => renderPage(<HomePage {...props} />)

function HomePage({ topics, made, query, origin, assets }: HomeProps) {
  return (
    <Layout
      title="Fact box: a summary with its sources"
      description="A fact box appears beside a story and says briefly what is known, who says so and where. Choose a topic, copy its snippet, see it on a page."
      canonical={`${origin}/`}
      assets={assets}
      place="/"
    >
      <main id="content" class="home">
        <h1>The background to a story, with its sources</h1>
        <p class="standfirst">Choose a topic, copy its snippet, and paste it into your page.</p>
        {made ? (
          <Configurator topics={topics} {...made} query={query} />
        ) : (
          <p class="notice">No topic is published yet.</p>
        )}
        <Requirements origin={origin} />
        <Features />
      </main>
    </Layout>
  )
}

function Features() {
  return (
    <section class="features" aria-label="What to expect">
      <div>
        <h2>One tag, one request</h2>
        <p>
          The script contains the facts and shows the box where you paste it. It runs under a strict content policy,
          stores nothing and does not touch the rest of the page.
        </p>
      </div>
      <div>
        <h2>Every release is kept</h2>
        <p>
          A correction creates a new release, and says what it corrected. The box shows the current release, or the one
          that you choose.
        </p>
      </div>
      <div>
        <h2>Check it yourself</h2>
        <p>
          A citation identifies a passage by its position and its digest. Paste the source into the{' '}
          <a href="/topics">check page of a topic</a> to see each passage marked. Everything is{' '}
          <a href="/docs">open data</a>.
        </p>
      </div>
    </section>
  )
}
