/** What nearly all of the box is made of: something to know it by (a date, a status, a name), and what there is to say. */
import type { ComponentChildren } from 'preact'

export type Row = [term: ComponentChildren, content: ComponentChildren, id?: string]

export function rows(list: Row[]) {
  return (
    <ul>
      {list.map(([term, content, id]) => (
        <li id={id as string} tabIndex={-1}>
          <small>{term}</small>
          <div>{content}</div>
        </li>
      ))}
    </ul>
  )
}
