/** A source with its outlet, kind, date and the editors' note on it. */
import type { BoxArticle } from '../../data/schema/api.ts'
import { formatDates } from '../i18n/dates.ts'
import type { View } from '../view.ts'
import { SafeLink } from './SafeLink.tsx'

interface SourceProps {
  view: View
  article: BoxArticle
}

export function Source({ view, article }: SourceProps) {
  const { t, contentLang } = view
  const { outletNote } = article
  return (
    <>
      <cite lang={article.inLanguage} dir="auto">
        <SafeLink href={article.url ?? view.locate(article.id)} text={article.headline} />
      </cite>
      <SourceLine view={view} article={article} />
      {article.dateNote && (
        <p class="soft" {...contentLang}>
          {article.dateNote}
        </p>
      )}
      <p class="soft">
        {`${t('ourNote')} `}
        <span {...contentLang}>{outletNote.text}</span> <SafeLink href={outletNote.url} text={outletNote.basis} />
      </p>
    </>
  )
}

/** Outlet, kind and date. */
export function SourceLine({ view, article }: SourceProps) {
  const { t, language, contentLang } = view
  const { publisher, genre, datePublished } = article
  return (
    <p>
      <b {...contentLang}>{publisher}</b>
      {view.join([' ', t(genre), datePublished && formatDates(language, datePublished)]).slice(1)}
    </p>
  )
}
