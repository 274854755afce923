/** One statement or event, with all the context that it needs when shown alone. */
import type { Box } from '../../data/schema/api.ts'
import { formatEventDate } from '../i18n/dates.ts'
import type { View } from '../view.ts'
import { EventFacts } from './EventItem.tsx'
import { Heading } from './Heading.tsx'
import { CitedText } from './Receipt.tsx'
import { SafeLink } from './SafeLink.tsx'
import { describeClaimant } from './Statement.tsx'

interface CardProps {
  view: View
  box: Box
}

export function Card({ view, box }: CardProps) {
  const { t, contentLang, language } = view
  const [group] = box.groups
  const part = group?.parts[0]
  const statement = part?.statements[0]
  const [event] = box.events
  const [unknown] = box.unknowns
  const claimant = part?.claimant
  return (
    <div class={`card ${group ? `${group.status} led` : ''}`}>
      <Heading level={view.level} text={group ? t(group.status) : (event?.name ?? '')} />
      {statement && <CitedText view={view} sentences={[statement]} class="lead" />}
      {event && <p class="soft">{view.join([statement && event.name, formatEventDate(event, language)])}</p>}
      {!statement && event && <EventFacts view={view} id={event.id} facts={event.facts} />}
      {claimant && (
        <p class="soft" {...contentLang}>
          {describeClaimant(view, claimant)}
        </p>
      )}
      {unknown && (
        <p class="soft">
          <b>{t('unknowns')}</b> <span {...contentLang}>{unknown.text}</span>
        </p>
      )}
      <p>
        <SafeLink href={view.locate(box.item ?? '')} text={box.name} />
      </p>
    </div>
  )
}
