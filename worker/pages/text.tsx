/** Dates, numbers and code in the text of pages. */
import type { ComponentChildren } from 'preact'
import { formatDates } from '../../widget/i18n/dates.ts'
import { ENGLISH } from '../../widget/i18n/language.ts'
import { formatNumber } from '../../widget/i18n/numbers.ts'

/** `2007-05-28/2007-07-24` in words. */
export function formatPeriod(coverage: string): string {
  const [first = '', last] = coverage.split('/')
  return formatDates(ENGLISH, first, last)
}

/** A time (RFC 3339) as its day in UTC. */
export function formatDay(time: string): string {
  return formatDates(ENGLISH, time.slice(0, 10))
}

export function Day({ time }: { time: string }) {
  return <time datetime={time}>{formatDay(time)}</time>
}

/** `1 statement`, `2 statements`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(ENGLISH, count)} ${count === 1 ? one : many}`
}

/** Text in which what stands between backticks is code. */
export function Marked({ text }: { text: string }) {
  return <>{text.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>
}

interface TableProps {
  label: string
  /** Heads of its columns. */
  columns: string[]
  /** Its rows. */
  children: ComponentChildren
}

/** A table that scrolls in its own place, also by the keyboard. */
export function Table({ label, columns, children }: TableProps) {
  return (
    // biome-ignore lint/a11y: what scrolls must be reached by the keyboard, and then has a name.
    <div class="table" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col">{column}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

/** Code that scrolls in its own place. */
export function CodeBlock({ text, class: className }: { text: string; class?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
    <pre tabIndex={0}>
      <code class={className}>{text}</code>
    </pre>
  )
}
