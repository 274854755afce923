/** A problem (RFC 9457) as a page, for browsers. */
import type { Problem } from '../../../data/schema/api.ts'
import { Marked } from '../elements.tsx'
import { type Assets, Layout, Opening, renderPage } from '../Layout.tsx'

const HEADLINES: Record<number, string> = {
  400: 'This URL is not valid',
  404: 'There is no such page',
  410: 'This was removed',
  503: 'Temporarily unavailable',
}

interface ProblemProps {
  problem: Problem
  origin: string
  assets: Assets
  /** In a frame on another site. */
  isBare: boolean
}

export const renderProblemPage = (props: ProblemProps) => renderPage(<ProblemPage {...props} />)

function ProblemPage({ problem, origin, assets, isBare }: ProblemProps) {
  const { status, title, detail = '' } = problem
  return (
    <Layout
      title={`${title} – Fact box`}
      description={detail || title}
      canonical={`${origin}/`}
      assets={assets}
      isBare={isBare}
      head={isBare && <base target="_blank" />}
    >
      <main id="content" class="prose">
        <Opening kicker={`${status}`} title={HEADLINES[status] ?? title} standfirst={<Marked text={detail} />} />
        <p>
          <a href="/search">Search all fact boxes</a>, browse <a href="/topics">the topics</a>, or read{' '}
          <a href="/docs">the API reference</a>.
        </p>
      </main>
    </Layout>
  )
}
