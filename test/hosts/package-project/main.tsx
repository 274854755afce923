import { type FactBoxDetail, FactBoxElement } from 'fact-box'
import type {} from 'fact-box/react'
import { createRef, StrictMode } from 'react'
import { createRoot } from 'react-dom/client'

const ref = createRef<FactBoxElement>()
const ready = ({ detail }: CustomEvent<FactBoxDetail>) => document.body.setAttribute('data-ready', detail.topic)

// @ts-expect-error: a theme that there is not
export const wrong = <fact-box topic="us-iran-iraq-talks" theme="pink" />

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <h1>The article</h1>
    <main>
      <fact-box
        ref={ref}
        topic="us-iran-iraq-talks"
        origin="https://facts.invalid"
        theme="light"
        onfactboxready={ready}
      >
        What is known.
      </fact-box>
    </main>
    <p>{FactBoxElement.name && 'The article goes on.'}</p>
  </StrictMode>,
)
