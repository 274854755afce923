/**
 * `/topics/{topic}/verify`: the page around the citation check, which a script adds. Useful without the script: it contains the
 * recipe and every position and digest.
 */
import { listAssertions, listPassages, type Passage } from '../../../data/citations/assertions.ts'
import type { Article, Topic } from '../../../data/schema/api.ts'
import { CodeBlock, Day, Table, TopicText } from '../elements.tsx'
import { type Assets, Layout, Opening, renderPage } from '../Layout.tsx'
import { namePassage } from '../topic/items.tsx'

interface VerifyProps {
  topic: Topic
  origin: string
  /** The publisher's public keys, separated by spaces, as in the Worker's vars. */
  keys?: string | undefined
  assets: Assets
}

export const renderVerifyPage = (props: VerifyProps) => renderPage(<VerifyPage {...props} />)

function VerifyPage({ topic, origin, keys, assets }: VerifyProps) {
  const { id, name, release, dateModified } = topic
  return (
    <Layout
      title={`Check the citations: ${name}`}
      description={`Check every citation of the fact box “${name}” against its sources, in your own browser.`}
      canonical={`${origin}/topics/${id}/verify`}
      assets={assets}
      place="/topics"
    >
      <main id="content" class="verify" data-topic={id}>
        <Opening
          kicker="Check the citations"
          beside={
            <>
              <a href={`/topics/${id}`}>Full record</a>
              {` · Release ${release}, `}
              <Day time={dateModified} />
            </>
          }
          title={<TopicText topic={topic}>{name}</TopicText>}
          standfirst="Every statement in this fact box cites passages of its sources. Paste a source article to see each passage marked in its text, beside the sentences that cite it."
        />
        <noscript>
          <p class="notice">
            With JavaScript, this page finds and marks the passages for you. Without it, the recipe below lets you check
            each of them by hand.
          </p>
        </noscript>
        <div id="check" data-articles={JSON.stringify(topic.articles.map(nameArticle))} data-keys={keys} />
        <Recipe topic={topic} />
      </main>
    </Layout>
  )
}

/** Returns an article's id and its label in a list. */
function nameArticle({ id, publisher, headline }: Article): [string, string] {
  return [id, `${publisher}: ${headline}`]
}

const COMMAND = `node -e '
const file = require("fs").readFileSync("article.txt", "utf8")
const text = file.normalize("NFC").replace(/\\s+/gu, " ").trim()
const hash = require("crypto").createHash("sha256")
console.log(hash.update(text.slice(0, 100)).digest("hex"))'`

function Recipe({ topic }: { topic: Topic }) {
  const assertions = listAssertions(topic)
  return (
    <section>
      <h2>How to check by hand</h2>
      <div class="recipe">
        <p>
          We do not republish the sources. A passage is identified by its position in the article and its fingerprint
          (SHA-256): the same words always give the same fingerprint, and other words do not.
        </p>
        <ol>
          <li>
            Take the article’s own paragraphs, first to last, without the title and other parts of the page, and save
            them as <code>article.txt</code> in UTF-8.
          </li>
          <li>Normalise: Unicode NFC, one space for each run of white space, none at either end.</li>
          <li>
            Slice: the characters from the first number up to, not including, the second, counted from 0 in UTF-16 code
            units.
          </li>
          <li>
            Hash the slice’s UTF-8 bytes with SHA-256 and compare. With Node, for the characters 0 to 100:
            <CodeBlock text={COMMAND} />
          </li>
        </ol>
      </div>
      {topic.articles.map((article) => (
        <Passages topic={topic} article={article} passages={listPassages(assertions, article.id)} />
      ))}
      <p class="dateline">
        {'The same as data: '}
        <a href={`/v1/topics/${topic.id}`}>{`/v1/topics/${topic.id}`}</a>. {`${topic.attributionText}. `}
        <a href={topic.license} rel="license noopener">
          Licence
        </a>
      </p>
    </section>
  )
}

interface PassagesProps {
  topic: Topic
  article: Article
  passages: Passage[]
}

function Passages({ topic, article, passages }: PassagesProps) {
  const { publisher, headline, url, textDigest, inLanguage } = article
  return (
    <details class="passages">
      <summary>
        <h3>
          <bdi>{publisher}</bdi>
          {': '}
          <bdi lang={inLanguage}>{headline}</bdi>
        </h3>{' '}
        <small>{`${passages.length} passages`}</small>
      </summary>
      <p class="dateline">
        {url ? (
          <a href={url} rel="noopener">
            The article
          </a>
        ) : (
          'We have no link to this article. Paste its text above to see each passage in it'
        )}
        {'. Fingerprint of its whole text: '}
        <code>{textDigest}</code>
      </p>
      <Table label={`Passages of ${publisher}`} columns={['Passage', 'Sentences that cite it']}>
        {passages.map(({ locator, assertions }) => (
          <tr id={namePassage({ article: article.id, locator })}>
            <th scope="row">{`Characters ${locator.start}–${locator.end}`}</th>
            <td>
              {assertions.map(({ text }) => (
                <p>
                  <TopicText topic={topic}>{text}</TopicText>
                </p>
              ))}
              <p class="dateline">
                SHA-256 <code>{locator.sha256}</code>
              </p>
            </td>
          </tr>
        ))}
      </Table>
    </details>
  )
}
