/** Elements that pages share: dates, numbers, code, tables, a table of contents, choices as links, and a pager. */
import type { ComponentChildren } from 'preact'
import type { Topic } from '../../data/schema/api.ts'
import { formatDates } from '../../widget/i18n/dates.ts'
import { ENGLISH } from '../../widget/i18n/language.ts'
import { formatNumber } from '../../widget/i18n/numbers.ts'

/** `2007-05-28/2007-07-24` in words. */
export function formatPeriod(coverage: string, language = ENGLISH): string {
  const [first = '', last] = coverage.split('/')
  return formatDates(language, first, last)
}

/** Formats a time (RFC 3339) as its day in UTC. */
export function formatDay(time: string): string {
  return formatDates(ENGLISH, time.slice(0, 10))
}

export function Day({ time }: { time: string }) {
  return <time datetime={time}>{formatDay(time)}</time>
}

/** Formats a count, such as `1 statement` or `2 statements`. */
export function formatCount(count: number, one: string, many = `${one}s`): string {
  return `${formatNumber(ENGLISH, count)} ${count === 1 ? one : many}`
}

/** Text in the topic's language and direction on an English page. */
export function TopicText({ topic, children }: { topic: Pick<Topic, 'inLanguage'>; children: ComponentChildren }) {
  return topic.inLanguage === 'en' ? children : <bdi lang={topic.inLanguage}>{children}</bdi>
}

/** Text in which backticks mark code. */
export function Marked({ text }: { text: string }) {
  return <>{text.split('`').map((part, index) => (index % 2 === 1 ? <code>{part}</code> : part))}</>
}

interface TableProps {
  label: string
  /** Headings of the columns. */
  columns: string[]
  /** Rows. */
  children: ComponentChildren
}

/** A table that scrolls by itself, also by keyboard. */
export function Table({ label, columns, children }: TableProps) {
  return (
    // biome-ignore lint/a11y: a scrolling element must be reachable by keyboard, and needs a name.
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

/** Code that scrolls by itself. */
export function CodeBlock({ text, class: className }: { text: string; class?: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling element must be reachable by keyboard.
    <pre tabIndex={0}>
      <code class={className}>{text}</code>
    </pre>
  )
}

export interface ContentsLink {
  /** Path, or fragment on this page. */
  href: string
  text: string
  /** Whether it is nested below the link before it. */
  isUnder?: boolean
  /** Language of the text, if it is not the page's. */
  lang?: string
}

interface ContentsProps {
  links: ContentsLink[]
  /** Language of the list. */
  lang?: string | undefined
}

/** The page's table of contents; beside its text if there is room. */
export function Contents({ links, lang }: ContentsProps) {
  return (
    <nav class="contents" aria-label="On this page" lang={lang}>
      <ul>
        {links.map(({ href, text, isUnder, lang: own }) => (
          <li class={isUnder ? 'under' : undefined}>
            <a href={href} lang={own}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface ChoiceRowProps {
  label: string
  /** Language of the label. */
  lang?: string | undefined
  /** Links; the chosen one has `aria-current`. */
  children: ComponentChildren
}

/** One choice with its values as links, in a `<nav class="filters">`. */
export function ChoiceRow({ label, lang, children }: ChoiceRowProps) {
  return (
    <p>
      <b lang={lang}>{label}</b>
      <span>{children}</span>
    </p>
  )
}

export interface PageLink {
  href: string
  text: string
}

interface PagerProps {
  prev?: PageLink | undefined
  next?: PageLink | undefined
  /** Link to the first of all pages. */
  start?: PageLink
}

export function Pager({ prev, next, start }: PagerProps) {
  return (
    <nav class="pager" aria-label="Pages">
      {prev && (
        <a rel="prev" href={prev.href}>
          {`← ${prev.text}`}
        </a>
      )}
      {next && (
        <a rel="next" href={next.href}>
          {`${next.text} →`}
        </a>
      )}
      {start && <a href={start.href}>{start.text}</a>}
    </nav>
  )
}
