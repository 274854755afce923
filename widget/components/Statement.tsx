/** Statements below the lead of their group, grouped by who makes them. */
import type { BoxClaimant, BoxGroup, BoxStatement } from '../../data/schema/api.ts'
import type { View } from '../view.ts'
import { Heading } from './Heading.tsx'
import { citeText } from './Receipt.tsx'

/** Returns a person's name with the post, or an outlet's name with its kind. */
export function describeClaimant(view: View, { name, roleName }: BoxClaimant): string {
  const outlet = view.articles.find(({ publisher }) => publisher === name)
  return view.join([name, outlet ? view.t(outlet.genre) : roleName])
}

interface StatementListProps {
  view: View
  parts: BoxGroup['parts']
  /** The lead, which is shown above. */
  without: BoxStatement
}

export function StatementList({ view, parts, without }: StatementListProps) {
  return (
    <>
      {parts.map(({ claimant, statements }) => {
        const others = statements.filter((statement) => statement !== without)
        if (others.length === 0) return null
        return (
          <>
            {claimant && (
              <Heading level={view.level + 2} text={describeClaimant(view, claimant)} attributes={view.contentLang} />
            )}
            <ul>{others.map((statement) => citeText(view, [statement], undefined, 'li'))}</ul>
          </>
        )
      })}
    </>
  )
}
