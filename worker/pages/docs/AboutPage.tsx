/** `/about`: how facts are chosen, attributed, checked, corrected and signed, and what is logged. Rendered when the Worker is built. */
import type { ComponentChildren } from 'preact'
import { ORIGIN_PLACEHOLDER } from '../../../data/build/urls.ts'
import { Contents } from '../elements.tsx'
import { type Assets, Layout, Opening } from '../Layout.tsx'

/** Titles by id, in display order. */
const SECTIONS = {
  chosen: 'How facts are chosen',
  attributed: 'How facts are attributed',
  citations: 'What a citation is',
  corrections: 'How errors are corrected',
  signed: 'How the history is secured',
  privacy: 'What is logged, and what is not',
  use: 'How to use it',
} as const

export function AboutPage({ assets }: { assets: Assets }) {
  return (
    <Layout
      title="About the fact box: how facts are chosen, attributed and corrected"
      description="How the facts in a fact box are chosen, attributed, checked, corrected and signed, and what is logged."
      canonical={`${ORIGIN_PLACEHOLDER}/about`}
      assets={assets}
      place="/about"
    >
      <main id="content" class="prose leaf">
        <Opening
          kicker="About"
          title="What goes into a fact box, and why"
          standfirst="A fact box does not say what is true. It says what named sources say, and shows where they say it."
        />
        <Contents links={Object.entries(SECTIONS).map(([id, text]) => ({ href: `#${id}`, text }))} />
        <div>
          <Section id="chosen">
            <p>
              An editor works from documents only. The box holds what a reader needs to follow the story: what happened,
              when and where, who took part, what is said to be agreed, who says what, and what is disputed.
            </p>
            <p>
              Dates are as exact as the source, no more. If a report says “earlier this week”, the box gives the week
              and does not pick a day. If a year is inferred, the box says so, and from what.
            </p>
            <p>
              What the sources leave open is listed under <em>Not in these sources</em>. A gap is part of the record.
            </p>
          </Section>
          <Section id="attributed">
            <p>
              Each statement names who makes it, and which outlet reports it. An agreement is reported as somebody’s
              account of it. An allegation stays an allegation, under the name of whoever makes it, however often it is
              repeated.
            </p>
            <p>
              Our verbs are plain: <em>said</em>, <em>told</em>, <em>according to</em>. We do not write that somebody{' '}
              <em>noted</em> or <em>admitted</em>, because that would take a side. The words are ours. We quote only
              short fragments that the source itself puts in quotation marks.
            </p>
            <p>
              Some statements, such as accusations against a person, are shown only together with others: they have no
              card, no picture and no page of their own.
            </p>
            <p>
              Where readers should know the position of an outlet, a note describes it. The note is marked as ours, and
              says what it is based on.
            </p>
          </Section>
          <Section id="citations">
            <p>
              A citation identifies the passage that supports a sentence: the article, the position in its text, and a
              digest of the words there (SHA-256). Anyone who has the source can check every sentence automatically, and
              nobody has to publish the source again. Each topic has a page that does this in your browser.
            </p>
          </Section>
          <Section id="corrections">
            <p>
              A correction creates a new release. It says what was there before, what is there now and why, and it stays
              in the box. The correction of an accusation does not repeat the words that were withdrawn. Every earlier
              release can still be read, and any two can be compared.
            </p>
            <p>
              Rarely, something has to be withdrawn completely, for legal reasons or because it could hurt somebody. It
              is then removed from every release, and its URL says when it was withdrawn and why.
            </p>
          </Section>
          <Section id="signed">
            <p>
              Each topic has a log of what was published, rolled back and withdrawn, and when. Each entry contains the
              hash of the entry before it, so no entry can be changed or removed without changing all that follow. The
              log contains only numbers, times and hashes, so a withdrawal does not break it.
            </p>
            <p>
              A publisher can sign the current state of each topic with its own key. The service then refuses any state
              that is unsigned, has an invalid signature, or is older than one it has seen. The records behind a topic
              are public, and the <a href="/docs">API reference</a> says where.
            </p>
          </Section>
          <Section id="privacy">
            <p>
              The box and this site set no cookie, load nothing from other companies and run no analytics. There are no
              accounts, and forms send only a search or the choice of a box. The box stores nothing in the browser. This
              site stores one thing, and only when you press “Check the history”: which state of the topic you saw, so
              that the next check can compare.
            </p>
            <p>
              To show a box, the browser requests it. Like every request, this one contains the reader’s IP address,
              which the network that delivers the box processes for as long as delivery takes. We keep no log of
              requests. Only our own failures are logged: the time, the path and the error, without the reader’s
              address.
            </p>
            <p>A source that you paste into a check page stays on that page, and is not sent or stored.</p>
          </Section>
          <Section id="use">
            <p>
              <a href="/">Choose a box and copy its snippet</a>, read <a href="/topics">the topics</a>,{' '}
              <a href="/search">search</a> all of them, or use <a href="/docs">the API</a>. Each topic names its licence
              and how to credit it.
            </p>
          </Section>
        </div>
      </main>
    </Layout>
  )
}

function Section({ id, children }: { id: keyof typeof SECTIONS; children: ComponentChildren }) {
  return (
    <section id={id}>
      <h2>{SECTIONS[id]}</h2>
      {children}
    </section>
  )
}
