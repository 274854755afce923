/** Ways through a page and from one page to the next: the list of what is on it, choices as links, pages before and after. */
import type { ComponentChildren } from 'preact'

export interface ContentsLink {
  /** Path, or fragment of this page. */
  href: string
  text: string
  /** Below the link before it. */
  isUnder?: boolean
  /** Language of the text, where it is not the page's. */
  lang?: string
}

interface ContentsProps {
  links: ContentsLink[]
  /** Language of the list. */
  lang?: string | undefined
}

/** What is on the page, beside its text where there is room. */
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
  /** Links; the one that is chosen has `aria-current`. */
  children: ComponentChildren
}

/** One question and its answers as links, in a `<nav class="filters">`. */
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
  /** Where all pages begin. */
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
