/** The lists of a record, each a section of the topic's page; of a large topic its beginning, with the rest on pages of its own. */
import type { FunctionComponent } from 'preact'
import { type Context, type ListProps, linkPage } from './context.ts'
import { History, HistoryFooter } from './History.tsx'
import { People, Sources, Unknowns } from './lists.tsx'
import { type Part, takeFirst } from './record.ts'

interface Section {
  /** Fragment on the topic's page. */
  id: string
  title: string
  List: FunctionComponent<ListProps<never>>
}

export const SECTIONS: { [Name in Part]: Section } = {
  sources: { id: 'sources', title: 'Sources', List: Sources },
  people: { id: 'who-is-who', title: 'Who is who', List: People },
  unknowns: { id: 'not-known', title: 'Not in these sources', List: Unknowns },
  history: { id: 'history', title: 'Corrections and history', List: History },
}

interface PartProps {
  context: Context
  part: Part
}

/** All of a list, or on the overview of a large topic its beginning. */
export function PartSection({ context, part }: PartProps) {
  const { id, title } = SECTIONS[part]
  const { isWhole, lists } = context.record
  const all = lists[part]
  const shown = isWhole ? all : takeFirst<object>(all)
  return (
    <section>
      <h2 id={id} {...context.own}>
        {title}
      </h2>
      <PartItems context={context} part={part} items={shown} />
      {shown.length < all.length && (
        <p>
          <a href={linkPage(context, { part })}>{`All ${context.view.n(all.length)}`}</a>
        </p>
      )}
      {part === 'history' && <HistoryFooter context={context} />}
    </section>
  )
}

/** `items` are of the part's list. */
export function PartItems({ context, part, items }: PartProps & { items: object[] }) {
  const { List } = SECTIONS[part]
  return <List context={context} items={items as never[]} />
}
