/**
 * Sentences with their receipts: numbered marks, and the panel that one of them opens under the text. Without a script a mark
 * links to the source on the topic's page.
 */
import type { BoxCitation } from '../../data/schema/api.ts'
import { formatDates } from '../i18n/dates.ts'
import type { View } from '../view.ts'
import { SafeLink } from './SafeLink.tsx'

export interface Sentence {
  /** Tells its receipts from those of the same source elsewhere in the box. */
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

export function CitedText({ view, sentences, class: className }: CitedTextProps) {
  const open = sentences.flatMap((sentence) =>
    sentence.citations.filter((citation) => view.receipts?.open === createKey(sentence, citation)),
  )[0]
  const quote = open && sentences.find(({ citations }) => citations.includes(open))?.quote
  const paragraph = (
    <p class={className} {...view.contentLang}>
      {sentences.map((sentence, index) => [
        `${index ? ' ' : ''}${sentence.text}`,
        sentence.note && <small> {sentence.note}</small>,
        sentence.citations.length > 0 && (
          <sup {...view.readerLang}>
            {sentence.citations.map((citation) => createMark(view, citation, createKey(sentence, citation)))}
          </sup>
        ),
      ])}
    </p>
  )
  return open ? [paragraph, <Receipt view={view} citation={open} quote={quote} />] : paragraph
}

function createKey(sentence: Sentence, { article }: BoxCitation): string {
  return `${sentence.id} ${article}`
}

function createMark(view: View, citation: BoxCitation, receiptKey: string) {
  const { receipts } = view
  return (
    <a
      href={view.locate(citation.article)}
      aria-label={labelReceipt(view, citation)}
      {...(receipts && {
        'aria-expanded': receipts.open === receiptKey,
        onClick: (event: MouseEvent) => {
          // A reader who wants a tab of its own gets one.
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          receipts.toggle(receiptKey, citation)
        },
      })}
    >
      {view.n(numberReceipt(view, citation))}
    </a>
  )
}

function numberReceipt({ articles }: View, { article }: BoxCitation): number {
  return articles.findIndex(({ id }) => id === article) + 1
}

/** What a mark is called, and what is announced when it opens. */
export function labelReceipt(view: View, citation: BoxCitation): string {
  return view.t('source', { n: view.n(numberReceipt(view, citation)), outlet: citation.name })
}

interface ReceiptProps {
  view: View
  citation: BoxCitation
  quote: Sentence['quote']
}

function Receipt({ view, citation, quote }: ReceiptProps) {
  const { t, contentLang, language } = view
  const article = view.articles.find(({ id }) => id === citation.article)
  if (!article) return null
  const { publisher, genre, datePublished, outletNote } = article
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms.
    <div class="receipt" role="group" aria-label={labelReceipt(view, citation)} {...view.readerLang}>
      <p>
        <b {...contentLang}>{publisher}</b>{' '}
        <span>{view.join([t(genre), datePublished && formatDates(language, datePublished)])}</span>
      </p>
      {quote && (
        <p>
          {t('quoted')}{' '}
          <q lang={quote.inLanguage} dir="auto">
            {quote.text}
          </q>
        </p>
      )}
      <p class="soft" {...contentLang}>
        <bdi {...view.readerLang}>{t('ourNote')}</bdi> {outletNote.text}
      </p>
      <p class="links">
        {citation.url[0] !== '#' && <SafeLink href={citation.url} text={t('openPassage')} isNewTab />}{' '}
        <SafeLink href={`${view.page}/verify`} text={t('checkYourself')} isNewTab />
      </p>
    </div>
  )
}
