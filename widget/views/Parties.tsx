/** People and organizations, with the roles that the sources give them. */
import type { Context } from '../context.ts'

export function Parties({ context }: { context: Context }) {
  const { box, strings } = context
  return (
    <ul class="columns">
      {[...box.people, ...box.organizations].map(({ name, alternateName, roles }) => (
        <li>
          <b>{name}</b>
          {roles.map((role) => (
            <div>{role}</div>
          ))}
          {alternateName[0] && (
            <small>
              {strings.alsoKnownAs} {alternateName.join(', ')}
            </small>
          )}
        </li>
      ))}
    </ul>
  )
}
