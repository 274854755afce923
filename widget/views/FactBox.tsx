/** The box. Pure: the same box and config give the same nodes, in a browser and on a server. */
import type { ComponentChildren } from 'preact'
import type { Box } from '../../data/wire.ts'
import type { Config } from '../config.ts'
import { formatDates } from '../dates.ts'
import { formatNumber } from '../numbers.ts'
import type { Section } from '../sections.ts'
import { SECTIONS } from '../sections.ts'
import { citedText, link } from './citations.tsx'
import { createContext } from './context.ts'
import { correction } from './correction.tsx'
import { drawing } from './drawing.tsx'
import { event } from './event.tsx'
import { heading } from './heading.tsx'
import { party } from './party.tsx'
import { rows } from './rows.tsx'
import { source } from './source.tsx'
import { statement } from './statement.tsx'
import { unknown } from './unknown.tsx'

/** Those that are open at first. */
const OPEN = /timeline|agreed|unknowns|corrections/

/** `open` is without the insides of what is closed at first. */
export function FactBox(box: Box, config: Config, only?: 'open') {
  const { theme, sections, 'max-height': maxHeight } = config
  const { timeline, events, parties, unknowns, articles, corrections, reportUrl } = box
  const context = createContext(box, config, only)
  const { say, own, page } = context
  const level = +(config['heading-level'] ?? 2)
  const [first = '', last] = box.temporalCoverage.split('/')
  const release = formatNumber(context, box.release)

  /** Nothing without a hint at what is in it: names, or how many. */
  function section(name: Section, hint: string | number, content: () => ComponentChildren) {
    const said = typeof hint === 'number' ? formatNumber(context, hint) : hint
    return (
      !!hint &&
      (sections ?? name).includes(name) && (
        <details part="section" class={name} open={OPEN.test(name)}>
          <summary>{heading(level + 1, say(SECTIONS[name]), {}, said)}</summary>
          {(!only || OPEN.test(name)) && content()}
        </details>
      )
    )
  }

  return (
    <section
      class={theme}
      tabIndex={-1}
      aria-label={box.name}
      lang={context.lang}
      dir={context.dir}
      data-of={identify(box, config)}
    >
      <article part="box" style={maxHeight && `max-height:${maxHeight}px`}>
        <header>
          <p>
            <b>{say('Fact box')}</b>
            {box.draft && <mark>{say('Draft')}</mark>}
            <small>{formatDates(context, first, last)}</small>
          </p>
          {heading(level, box.name, { ...own, part: 'title' })}
          {box.abstract.map((sentence) => (
            <div {...own}>{citedText(sentence, context)}</div>
          ))}
        </header>
        {section('timeline', events.length, () => [
          timeline && drawing(timeline, context),
          events.map((item) => event(item, context)),
        ])}
        {box.groups.map(({ status, parts }) =>
          section(
            status,
            parts.map(({ claimant }) => claimant?.name).join(', ') || parts[0]?.statements.length || 0,
            () =>
              parts.map(({ claimant, statements }) => [
                claimant && heading(level + 2, claimant.name, own, claimant.roleName),
                rows(
                  statements.map((item) => statement(item, context)),
                  context,
                ),
              ]),
          ),
        )}
        {section('parties', parties.length, () =>
          rows(
            parties.map((item) => party(item, context)),
            context,
          ),
        )}
        {section('unknowns', unknowns.length, () =>
          rows(
            unknowns.map((item) => unknown(item, context)),
            context,
          ),
        )}
        {section('sources', articles.length, () =>
          rows(
            articles.map((item) => source(item, context)),
            context,
          ),
        )}
        {section('corrections', corrections.length, () =>
          rows(
            corrections.map((item) => correction(item, context)),
            context,
          ),
        )}
        <footer>
          {link(page, `${say('Release')} ${release}`)}
          {link(`${page}#history`, `${say('Updated')} ${formatDates(context, box.dateModified)}`)}
          {link(`${page}/verify`, say('Check the source'))}
          {reportUrl && link(reportUrl, say('Report an error'))}
          {link(box.license, say('Licence'))}
          <span {...own}>{box.attributionText}</span>
        </footer>
      </article>
      {maxHeight && (
        <details class="all">
          <summary>
            <b>{say('Show all')}</b>
          </summary>
        </details>
      )}
    </section>
  )
}

/** What a drawn box is of: the same text means the same nodes, so a script may take over what a server drew. */
export function identify({ topic, release, dateModified }: Box, { language, ...config }: Config): string {
  return [topic, release, dateModified, language.lang, JSON.stringify(config)].join(' ')
}
