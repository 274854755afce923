/** What the box is about: kicker, time covered, title, and the abstract with its receipts. */
import type { Context } from '../context.ts'
import { formatPeriod } from '../dates.ts'
import { CitedSentences } from './CitedSentences.tsx'
import { Heading } from './Heading.tsx'

/** Length of a date without its day. */
const MONTH = 7

export function Header({ context }: { context: Context }) {
  const { box, strings } = context
  const [first = '', last = first] = box.temporalCoverage.split('/')
  return (
    <header>
      <p class="kicker">
        <b>{strings.kicker}</b> <span>{formatPeriod(first.slice(0, MONTH), last.slice(0, MONTH), strings)}</span>
      </p>
      <Heading depth={0} context={context}>
        {box.name}
      </Heading>
      <div class="lede">
        <CitedSentences sentences={box.abstract} context={context} />
      </div>
    </header>
  )
}
