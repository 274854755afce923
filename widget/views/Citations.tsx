/** Receipts: one mark an outlet, leading to the cited passage where it has an address, else to the source's entry. */
import type { BoxArticle, BoxCitation } from '../../data/wire.ts'
import type { Context } from '../context.ts'
import { readHttpUrl } from './WebLink.tsx'

export function Citations({ citations, context }: { citations: BoxCitation[]; context: Context }) {
  return citations.map((citation) => {
    const article = context.article(citation.article)
    return (
      article && (
        <>
          {' '}
          <a
            class="cite"
            href={findPassage(article, citation)}
            rel="noopener"
            title={`${article.publisher}: ${article.headline}`}
          >
            {shortenPublisher(article.publisher, context)}
          </a>
        </>
      )
    )
  })
}

function findPassage({ id, url }: BoxArticle, { textFragment }: BoxCitation): string {
  const address = readHttpUrl(url)
  if (!address) return `#source-${id}`
  return textFragment ? `${address.split('#')[0]}#:~:text=${textFragment}` : address
}

/** The initials by which the outlet is known, where the box has them. */
function shortenPublisher(publisher: string, { box }: Context): string {
  const outlet = box.organizations.find(({ name }) => name === publisher)
  return outlet?.alternateName.find((name) => /^\p{Lu}{2,6}$/u.test(name)) ?? publisher
}
