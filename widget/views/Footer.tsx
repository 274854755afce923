/** Which release this is, where its data are, and on what terms. */
import type { Context } from '../context.ts'
import { formatPeriod } from '../dates.ts'
import { WebLink } from './WebLink.tsx'

export function Footer({ context }: { context: Context }) {
  const { box, config, strings } = context
  const updated = box.dateModified.slice(0, 10)
  return (
    <footer>
      <p>
        <a href={`${config.origin}/v1/topics/${box.topic}`} rel="noopener">
          {strings.release} {box.release}
        </a>{' '}
        <span>
          {strings.updated} <time dateTime={box.dateModified}>{formatPeriod(updated, updated, strings)}</time>
        </span>{' '}
        <WebLink url={box.license} text={strings.license} rel="license noopener" />
      </p>
      <p>{box.attributionText}</p>
    </footer>
  )
}
