/**
 * One group of the box: its label, its leading statement, and the part that opens below. The lead is beside the disclosure and not
 * in its summary, which must not contain links; the summary lies behind the lead, so the whole row can be clicked.
 */
import type { ComponentChildren } from 'preact'
import type { RowName } from '../options.ts'
import type { View } from '../view.ts'
import { Heading } from './Heading.tsx'
import { CitedText, type Sentence } from './Receipt.tsx'

/** Id of the section of the full record that continues a row. Other rows link to the list of statements, filtered by status. */
const SECTIONS: Partial<Record<RowName, string>> = {
  unknowns: 'not-known',
  parties: 'who-is-who',
  sources: 'sources',
  corrections: 'history',
}

interface RowProps {
  view: View
  name: RowName
  /** Number of items in the topic. */
  count: number
  /** Number of items in the box. */
  shown: number
  lead?: Sentence | undefined
  isOpen: boolean | undefined
  children?: ComponentChildren
}

export function Row({ view, name, count, shown, lead, isOpen, children }: RowProps) {
  const label = view.t(name)
  const section = SECTIONS[name]
  const hasMore = count > (lead ? 1 : 0)
  return (
    <div class={`row ${name}${lead ? ' led' : ''}`} part={view.isPage ? undefined : 'section'}>
      <Heading level={view.level + 1} text={label} hint={view.n(count)} />
      {lead && <CitedText view={view} sentences={[lead]} class="lead" />}
      {hasMore && (
        <details data-part={name} open={isOpen}>
          <summary aria-label={view.t('more', { label })} />
          <div class="more">
            {children}
            {count > shown &&
              linkAll(view, count, section ? view.locate(section) : `${view.page}?status=${name}#statements`)}
          </div>
        </details>
      )}
    </div>
  )
}

/** The link to all items, for a row that shows only a part of them. */
export function linkAll({ t, n }: View, count: number, href: string) {
  return (
    <p class="all">
      <a href={href}>{t('allInRecord', { n: n(count) })}</a>
    </p>
  )
}
