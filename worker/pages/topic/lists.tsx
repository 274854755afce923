/** Sources, people, and what the sources leave open. */
import type { Article, Party, Unknown } from '../../../data/schema/api.ts'
import { CitedText } from '../../../widget/components/Receipt.tsx'
import { Source } from '../../../widget/components/Source.tsx'
import { type ListProps, linkPage } from './context.ts'

export function Sources({ context, items }: ListProps<Article>) {
  const { view, references } = context
  return (
    <ol class="sources">
      {items.map(({ id, summary }) => {
        const article = view.articles.find((one) => one.id === id)
        return (
          article && (
            <li id={id} class="entry">
              <p class="label" {...context.own}>{`Source ${view.articles.indexOf(article) + 1}`}</p>
              <div>
                <Source view={view} article={article} />
                <h3 {...context.own}>What it says, in our words</h3>
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
            <p class="tools" {...context.own}>
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
