/** The snippets in a component: React hoists the async script to the head, and loads it once. */
import { useEffect, useState } from 'react'
import { ORIGIN, TOPIC } from '../../snippet.ts'

export function Article({ as = 'quotation' }: { as?: string }) {
  const [isShown, setShown] = useState(true)
  const [count, setCount] = useState(0)
  // A click before this would be lost, because React has not hydrated the page yet.
  useEffect(() => {
    document.body.dataset.mounted = ''
  }, [])
  return (
    <>
      <h1>The article</h1>
      <button type="button" onClick={() => setCount(count + 1)}>
        Rendered {count}
      </button>
      <button type="button" onClick={() => setShown(!isShown)}>
        Toggle
      </button>
      <main>{isShown && (as === 'element' ? <Element /> : <Quotation />)}</main>
      <p>The article goes on.</p>
    </>
  )
}

function Quotation() {
  return (
    <>
      <blockquote className="fact-box" data-topic={TOPIC} cite={`${ORIGIN}/topics/${TOPIC}`}>
        <p>What is known.</p>
        <a href={`${ORIGIN}/topics/${TOPIC}`}>The talks</a>
      </blockquote>
      <script async src={`${ORIGIN}/embed/${TOPIC}.js`} />
    </>
  )
}

/** Nothing in it changes before React hydrates: the box is in its shadow root. */
function Element() {
  return (
    <>
      {/* @ts-expect-error: its types are in the package. */}
      <fact-box topic={TOPIC}>
        <p>What is known.</p>
        {/* @ts-expect-error: as above. */}
      </fact-box>
      <script async src={`${ORIGIN}/widget.js`} />
    </>
  )
}
