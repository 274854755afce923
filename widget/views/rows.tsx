/** What nearly all of the box is made of: something to know it by (a date, a status, a name), and what there is to say. */
import type { ComponentChildren } from 'preact'
import type { Context } from './context.ts'

export type Row = [term: ComponentChildren, content: ComponentChildren, id?: string]

/** Terms are in the reader's language, content is in the box's own; what has no term has the whole width. */
export function rows(list: Row[], { own }: Context) {
  return (
    <ul>
      {list.map(([term, content, id]) => (
        <li id={id as string} tabIndex={id ? -1 : (undefined as unknown as number)}>
          {term && <small>{term}</small>}
          <div {...own}>{content}</div>
        </li>
      ))}
    </ul>
  )
}
