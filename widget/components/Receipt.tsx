/**
 * Sentences with their receipts: numbered marks, and the panel that a mark opens under the text. Without a script a mark links to
 * the source on the topic's page.
 */
import type { VNode } from 'preact'
import type { BoxArticle, BoxCitation } from '../../data/schema/api.ts'
import type { View } from '../view.ts'
import { SafeLink } from './SafeLink.tsx'
import { SourceLine } from './Source.tsx'

export interface Sentence {
  /** Distinguishes its receipts from receipts of the same source elsewhere in the box. */
  id: string
  text: string
  note?: string
  quote?: { text: string; inLanguage: string }
  citations: BoxCitation[]
}

interface CitedTextProps {
  view: View
  sentences: Sentence[]
  class?: string
}

/** Cited text beside other nodes. A component, since hydration matches server-rendered nodes by component. */
export function CitedText({ view, sentences, class: className }: CitedTextProps) {
  return citeText(view, sentences, className)
}

/**
 * Returns a paragraph and, if one of its receipts is open, the panel: the parent's only children. A list item contains both.
 * A function and not a component, since a page has very many.
 */
export function citeText(view: View, sentences: Sentence[], className?: string, Tag: 'p' | 'li' | 'dd' = 'p') {
  const { live, sources } = view
  let panel: VNode | undefined
  const drawMark = ({ id, quote }: Sentence, citation: BoxCitation) => {
    const { article, number, label = '' } = sources.get(citation.article) ?? {}
    const key = `${id} ${citation.article}`
    const isOpen = live?.key === key
    if (isOpen && article) panel = <Receipt key={key} {...{ view, citation, article, label, quote }} />
    return (
      <a
        href={view.locate(citation.article)}
        aria-label={label}
        {...(live && {
          'aria-expanded': isOpen,
          onClick: (event: MouseEvent) => {
            // A click that opens a new tab follows the link.
            if (event.ctrlKey || event.metaKey || event.shiftKey) return
            event.preventDefault()
            live.toggle(key, citation, label)
          },
        })}
      >
        {number}
      </a>
    )
  }
  const text = sentences.map((sentence, index) => [
    `${index ? ' ' : ''}${sentence.text}`,
    sentence.note && <small> {sentence.note}</small>,
    sentence.citations[0] && (
      <sup {...view.readerLang}>{sentence.citations.map((citation) => drawMark(sentence, citation))}</sup>
    ),
  ])
  const isItem = Tag !== 'p'
  const element = (
    <Tag class={className} {...view.contentLang}>
      {text}
      {isItem && panel}
    </Tag>
  )
  // Without a script nothing opens, so no fragment is needed; this makes long pages faster.
  return isItem || !live ? element : [element, panel]
}

interface ReceiptProps {
  view: View
  citation: BoxCitation
  article: BoxArticle
  label: string
  quote: Sentence['quote']
}

function Receipt({ view, citation, article, label, quote }: ReceiptProps) {
  const { t, contentLang, readerLang } = view
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div class="receipt" role="group" aria-label={label} {...readerLang}>
      <SourceLine view={view} article={article} />
      {quote && (
        <p>
          {`${t('quoted')} `}
          <q lang={quote.inLanguage} dir="auto">
            {quote.text}
          </q>
        </p>
      )}
      <p class="soft" {...contentLang}>
        <bdi {...readerLang}>{t('ourNote')}</bdi>
        {` ${article.outletNote.text}`}
      </p>
      <p class="links">
        {citation.url[0] !== '#' && <SafeLink href={citation.url} text={t('openPassage')} isNewTab />}
        <SafeLink href={`${view.page}/verify`} text={t('checkYourself')} isNewTab />
      </p>
    </div>
  )
}
