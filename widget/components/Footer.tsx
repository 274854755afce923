/** The box's sources, how to check it, and how old it is. */
import type { Box, BoxArticle } from '../../data/schema/api.ts'
import { formatDates } from '../i18n/dates.ts'
import type { View } from '../view.ts'
import { SafeLink } from './SafeLink.tsx'

/** More outlets would repeat the list of sources. */
const MAX_OUTLETS = 4

interface FooterProps {
  view: View
  box: Box
  /** Adds the release, the licence, the credit and a link to report an error. */
  isFull: boolean
}

export function Footer({ view, box, isFull }: FooterProps) {
  const { t, n, page, locate, language, contentLang } = view
  const { articles, corrections, dateModified, reportUrl } = box
  const [latest] = corrections
  const others = box.counts.articles - MAX_OUTLETS
  return (
    <footer>
      {articles.slice(0, MAX_OUTLETS).map((article, index) => (
        <span>
          <bdi>{n(index + 1)}</bdi>{' '}
          <bdi {...contentLang}>
            <SafeLink href={article.url ?? locate(article.id)} text={article.name} />
          </bdi>
          {view.join([' ', describeKind(view, article)]).slice(1)}
        </span>
      ))}
      {others > 0 && <SafeLink href={locate('sources')} text={t('moreSources', { n: n(others) })} />}
      <SafeLink href={`${page}/verify`} text={t('checkCitations')} />
      {latest && (
        <SafeLink href={locate('history')} text={t('corrected', { date: formatDates(language, latest.date) })} />
      )}
      <span>
        {`${t('updated', { date: formatDates(language, dateModified.slice(0, 10)) })} · `}
        <SafeLink href={page} text={t('fullRecord')} />
      </span>
      {isFull && (
        <>
          <SafeLink href={locate('history')} text={t('release', { n: n(box.release) })} />
          {reportUrl && <SafeLink href={reportUrl} text={t('reportError')} />}
          <SafeLink href={box.license} text={t('licence')} />
          <span {...contentLang}>{box.attributionText}</span>
        </>
      )}
    </footer>
  )
}

/** Omits the note if its language is not the reader's: the receipt has the full note. */
function describeKind({ t, contentLang }: View, { genre, outletNote }: BoxArticle): string {
  return contentLang.lang || !outletNote.brief ? t(genre) : `${t(genre)} ${outletNote.brief}`
}
