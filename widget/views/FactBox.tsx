/** The whole box. Pure: the same box and config give the same nodes, in a browser and on a server. */
import type { ComponentChildren } from 'preact'
import type { Box } from '../../data/wire.ts'
import type { Config } from '../config.ts'
import { formatDates } from '../dates.ts'
import type { Section } from '../sections.ts'
import { SECTIONS } from '../sections.ts'
import { say } from '../strings/strings.ts'
import { citedText, link } from './citations.tsx'
import { correction } from './correction.tsx'
import { drawing } from './drawing.tsx'
import { event } from './event.tsx'
import { heading } from './heading.tsx'
import { rows } from './rows.tsx'
import { source } from './source.tsx'
import { statement } from './statement.tsx'

/** Those that are open at first. */
const OPEN = /timeline|agreed|unknowns|corrections/

export function FactBox(box: Box, config: Config) {
  const { strings, theme, sections } = config
  const { timeline, events, parties, unknowns, articles, corrections } = box
  const level = +(config['heading-level'] ?? 2)
  const maxHeight = config['max-height']
  const [first = '', last] = box.temporalCoverage.split('/')

  /** Nothing without a hint at what is in it. */
  function section(name: Section, hint: string | number, content: ComponentChildren) {
    return (
      !!hint &&
      (sections ?? name).includes(name) && (
        <details class={name} open={OPEN.test(name)}>
          <summary>{heading(level + 1, say(strings, SECTIONS[name]), hint)}</summary>
          {content}
        </details>
      )
    )
  }

  const data = `${config.origin}/v1/topics/${box.topic}`
  return (
    <section class={theme} lang={strings.locale} dir={strings.dir}>
      <article style={maxHeight && `max-height:${maxHeight}px`}>
        <header>
          <p>
            <b>{say(strings, 'Fact box')}</b>
            {box.draft && <mark>{say(strings, 'Draft')}</mark>}
            <small>{formatDates(strings, first, last)}</small>
          </p>
          {heading(level, box.name)}
          {box.abstract.map(citedText)}
        </header>
        {section('timeline', events.length, [
          timeline && drawing(timeline, strings),
          events.map((item) => event(item, strings)),
        ])}
        {box.groups.map(({ status, parts }) =>
          section(
            status,
            parts.map(({ claimant }) => claimant?.name).join(', ') || parts[0]?.statements.length || 0,
            parts.map(({ claimant, statements }) => [
              claimant && heading(level + 2, claimant.name, claimant.roleName),
              rows(statements.map((item) => statement(item, status, strings))),
            ]),
          ),
        )}
        {section(
          'parties',
          parties.length,
          rows(
            parties.map(({ name, alternateName, roles }) => [
              [<b>{name}</b>, ' ', alternateName.join(', ')],
              roles.join('; '),
            ]),
          ),
        )}
        {section('unknowns', unknowns.length, rows(unknowns.map(({ text, event }) => [event?.name, text])))}
        {section('sources', articles.length, rows(articles.map((item) => source(item, strings))))}
        {section('corrections', corrections.length, rows(corrections.map((item) => correction(item, strings))))}
        <footer>
          {link(data, `${say(strings, 'Release')} ${box.release}`)}
          {link(
            `${data}/releases/${box.release}/changes`,
            `${say(strings, 'Updated')} ${formatDates(strings, box.dateModified)}`,
          )}
          {link(`${config.origin}/topics/${box.topic}/verify`, say(strings, 'Verify'))}
          {link(box.license, say(strings, 'Licence'))}
          <span>{box.attributionText}</span>
        </footer>
      </article>
    </section>
  )
}
