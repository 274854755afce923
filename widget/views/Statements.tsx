/** Statements of one status. What is contested stands under the name of who says so, so that no claim reads as a fact. */
import type { BoxStatement } from '../../data/wire.ts'
import type { Context } from '../context.ts'
import { Citations } from './Citations.tsx'
import { Heading } from './Heading.tsx'
import { StatusMark } from './StatusMark.tsx'

/** Under the name of each claimant, what that claimant says. */
export function Claims({ statements, claimants, context }: ListProps & { claimants: (string | undefined)[] }) {
  return claimants.map((id) => {
    const claimant = context.party(id)
    return (
      <>
        {claimant && (
          <Heading depth={2} context={context}>
            {claimant.name} <small>{claimant.roles[0]}</small>
          </Heading>
        )}
        <Statements statements={statements.filter((statement) => statement.claimant === id)} context={context} />
      </>
    )
  })
}

interface ListProps {
  statements: BoxStatement[]
  context: Context
}

export function Statements({ statements, context }: ListProps) {
  return (
    <ul>
      {statements.map((statement) => (
        <li class={`row ${statement.status}`}>
          <p class="meta">
            <StatusMark status={statement.status} context={context} />{' '}
            <span>{context.event(statement.event)?.name}</span>
          </p>
          <Statement statement={statement} context={context} />
        </li>
      ))}
    </ul>
  )
}

function Statement({ statement, context }: { statement: BoxStatement; context: Context }) {
  const { text, quote, claimant, reportedBy, citations } = statement
  const { strings } = context
  const source = context.party(claimant)
  const outlet = context.article(reportedBy)
  return (
    <div class="main">
      <p>{text}</p>
      {quote && (
        <figure>
          <blockquote lang={outlet?.inLanguage}>“{quote.text}”</blockquote>
          {quote.spokenBy !== claimant && <figcaption>{context.party(quote.spokenBy)?.name}</figcaption>}
        </figure>
      )}
      <p class="receipt">
        {source && source.name !== outlet?.publisher ? `${source.name}, ${strings.asReportedBy}` : strings.reportedBy}
        <Citations citations={citations} context={context} />
      </p>
    </div>
  )
}
