/** A row of the box by its name; nothing if the topic has no such items. */
import type { VNode } from 'preact'
import type { Box as BoxData, BoxGroup, BoxParty } from '../../data/schema/api.ts'
import { formatDates } from '../i18n/dates.ts'
import { formatDays } from '../i18n/numbers.ts'
import type { RowName } from '../options.ts'
import type { View } from '../view.ts'
import { Heading } from './Heading.tsx'
import { linkAll, Row } from './Row.tsx'
import { Source } from './Source.tsx'
import { StatementList } from './Statement.tsx'
import { Timeline } from './Timeline.tsx'

interface BoxRowProps {
  view: View
  box: BoxData
  name: RowName
  isOpen: boolean | undefined
}

function Party({ view, party }: { view: View; party: BoxParty }) {
  return (
    <li {...view.contentLang}>
      <b>{party.name}</b>
      {` ${[...party.alternateName, ...party.roles].join('; ')}`}
    </li>
  )
}

function findGroup({ groups, unknowns, counts }: BoxData, name: RowName): Pick<BoxGroup, 'count' | 'parts'> {
  if (name === 'unknowns') {
    return { count: counts.unknowns, parts: [{ statements: unknowns.map((one) => ({ ...one, citations: [] })) }] }
  }
  return groups.find(({ status }) => status === name) ?? { count: 0, parts: [] }
}

export function BoxRow({ view, box, name, isOpen }: BoxRowProps) {
  const { counts, timeline, strip, events } = box
  const hasAllEvents = counts.events === events.length
  const drawList = (count: number, items: VNode[]) =>
    items[0] && (
      <Row view={view} name={name} count={count} shown={items.length} isOpen={isOpen}>
        <ul>{items}</ul>
      </Row>
    )
  switch (name) {
    case 'timeline':
      return (
        timeline && (
          <div class="row" part={view.isPage ? undefined : 'section'}>
            <Heading
              level={view.level + 1}
              text={view.t(name)}
              hint={hasAllEvents ? strip?.days && formatDays(view.language, strip.days) : view.n(counts.events)}
            />
            <Timeline view={view} timeline={timeline} events={events} />
            {!hasAllEvents && linkAll(view, counts.events, view.locate('what-happened'))}
          </div>
        )
      )
    case 'parties':
      return drawList(
        counts.parties,
        box.parties.map((party) => <Party view={view} party={party} />),
      )
    case 'sources':
      return drawList(
        counts.articles,
        box.articles.map((article) => (
          <li>
            <Source view={view} article={article} />
          </li>
        )),
      )
    case 'corrections':
      return drawList(
        counts.corrections,
        box.corrections.map(({ kind, date, reason }) => (
          <li>
            <b>{`${view.t(kind)} ${formatDates(view.language, date)}`}</b> <span {...view.contentLang}>{reason}</span>
          </li>
        )),
      )
    default: {
      const { count, parts } = findGroup(box, name)
      const statements = parts.flatMap((part) => part.statements)
      const [lead] = statements
      return (
        lead && (
          <Row view={view} name={name} count={count} shown={statements.length} lead={lead} isOpen={isOpen}>
            <StatementList view={view} parts={parts} without={lead} />
          </Row>
        )
      )
    }
  }
}
