/** What an earlier release had wrong. */
import type { Context } from '../context.ts'
import { formatPeriod } from '../dates.ts'

export function Corrections({ context }: { context: Context }) {
  const { box, strings } = context
  return (
    <ul>
      {box.corrections.map(({ date, kind, before, after, reason }) => (
        <li class="row">
          <p class="meta">
            <b>{strings.correctionKinds[kind]}</b> <time dateTime={date}>{formatPeriod(date, date, strings)}</time>
          </p>
          <div class="main">
            <p>{reason}</p>
            <dl>
              <dt>{strings.before}</dt>
              <dd>
                <del>{before}</del>
              </dd>
              <dt>{strings.after}</dt>
              <dd>{after}</dd>
            </dl>
          </div>
        </li>
      ))}
    </ul>
  )
}
