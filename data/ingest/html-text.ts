/**
 * Extracts a document's text, one block per line, and detects its language from letters and common words. Lines that may not
 * belong to the article are marked, never removed. Pure.
 */
import { normaliseText } from '../citations/locate.ts'

export interface TextLine {
  text: string
  /** In a caption, an aside or similar, or mostly links. The editor decides. */
  isDoubtful: boolean
}

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TR UL'.split(
    ' ',
  ),
)
/** Elements without running text. */
const NOT_TEXT = new Set(
  'AUDIO BUTTON CANVAS HEAD IFRAME INPUT NOFRAMES NOSCRIPT OBJECT OPTION SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA VIDEO'.split(
    ' ',
  ),
)
const FURNITURE = new Set('AMP-CONSENT AMP-SIDEBAR AMP-USER-NOTIFICATION ASIDE FIGCAPTION FOOTER FORM NAV'.split(' '))
const LINK_SHARE = 0.6
/**
 * Marks a `<br>`, and the end of a line in `<pre>`; the text of a parsed document never has this character. One is a space,
 * two end a paragraph.
 */
const BREAK = '\u0000'
/** A break after a sentence also ends a paragraph. Either way the body is the same text. */
const PARAGRAPH_END = /\0\s*\0|(?<=[.!?؟۔。！？]["'”’»)\]›」』]*[^\S\0]*)\0/u
/** Invisible break opportunities and similar characters. Nobody types them, and browsers ignore them when they find text. */
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g

/** Styles that hide an element. A script may show it, so its text is only marked. */
const HIDDEN = /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)/i

interface Line {
  text: string
  linked: number
  isFurniture: boolean
}

export function extractLines(root: Node): TextLine[] {
  const lines: TextLine[] = []
  let line: Line = { text: '', linked: 0, isFurniture: false }
  const flush = () => {
    for (const paragraph of line.text.split(PARAGRAPH_END)) {
      const text = normaliseText(paragraph.replaceAll(BREAK, ' '))
      if (text !== '') lines.push({ text, isDoubtful: line.isFurniture || line.linked > text.length * LINK_SHARE })
    }
    line = { text: '', linked: 0, isFurniture: false }
  }
  const visit = (node: Node, isLinked: boolean, isFurniture: boolean) => {
    if (node.nodeType === node.TEXT_NODE) {
      const text = (node.nodeValue ?? '').replace(INVISIBLE, '')
      line.text += node.parentElement?.closest('pre') ? text.replaceAll('\n', BREAK) : text
      if (isLinked) line.linked += normaliseText(text).length
      if (isFurniture && text.trim() !== '') line.isFurniture = true
      return
    }
    const name = node.nodeName.toUpperCase()
    if (NOT_TEXT.has(name)) return
    if (name === 'BR') line.text += BREAK
    if (name === 'TD' || name === 'TH') line.text += ' '
    const isBlock = BLOCKS.has(name)
    if (isBlock) flush()
    for (let child = node.firstChild; child; child = child.nextSibling)
      visit(child, isLinked || name === 'A', isFurniture || FURNITURE.has(name) || isHidden(node as Element))
    if (isBlock) flush()
  }
  visit(root, false, false)
  flush()
  return lines
}

/** Whether the markup hides an element. A document fragment has no attributes. */
const isHidden = (element: Element) =>
  element.hasAttribute?.('hidden') === true || HIDDEN.test(element.getAttribute?.('style') ?? '')

/** The text of an element in one line, with spaces for line breaks and ends of blocks. */
export const readText = (element: Node) =>
  extractLines(element)
    .map(({ text }) => text)
    .join(' ')

/** Decodes character references that a publisher escaped more than once: `Tom &amp;amp; Ann`. */
export function decodeReferences(text: string, document: Document): string {
  if (!REFERENCE.test(text)) return text
  const area = document.createElement('textarea')
  let decoded = text
  for (let round = 0; round < MAX_ESCAPES && REFERENCE.test(decoded); round++)
    decoded = decoded.replace(new RegExp(REFERENCE, 'gi'), (reference) => {
      area.innerHTML = reference
      return area.value
    })
  return decoded
}

const REFERENCE = /&(?:#\d+|#x[\da-f]+|[a-z]\w+);/i
const MAX_ESCAPES = 3

/** The most common words of languages in Latin script. */
const COMMON_WORDS: Record<string, Set<string>> = {
  en: new Set('the of and to in a that said was for'.split(' ')),
  de: new Set('der die das und in den von zu mit ist dem nicht ein'.split(' ')),
  fr: new Set('le la les de des et du en un une que est dans'.split(' ')),
  es: new Set('el la los de y en que un una del las por con'.split(' ')),
  pt: new Set('o a os de e em que um uma do da para não'.split(' ')),
  it: new Set('il la di e che un una del della per i non è'.split(' ')),
  nl: new Set('de het een van en in dat op te is voor met zijn'.split(' ')),
}
/** In running text, about one word in four is such a word. */
const COMMON_SHARE = 0.15
/** Scripts that are used by only one major language. */
const OWN_SCRIPTS = { Hebrew: 'he', Greek: 'el', Thai: 'th', Hangul: 'ko', Georgian: 'ka', Armenian: 'hy' }
/** Of the languages in Cyrillic letters whose pages are the most. Belarusian has letters of both, and others have more of their own. */
const OWN_LETTERS = { ru: /[ыэ]/iu, uk: /[іїє]/iu }
/** How many letters of a text must be of a language's script. */
const SCRIPT_SHARE = 0.3

/** Detects the language: a BCP 47 tag, absent in case of doubt. */
export function detectLanguage(text: string): string | undefined {
  const share = (...scripts: string[]) => measureShare(text, scripts)
  // Persian has letters that Arabic lacks; Urdu and Kurdish have further letters.
  if (share('Arabic') > 0.5) {
    if (/[ٹڈڑےێڵ]/u.test(text)) return undefined
    return /[پچژگ]/u.test(text) ? 'fa' : 'ar'
  }
  if (share('Cyrillic') > 0.5) {
    const found = Object.entries(OWN_LETTERS).filter(([, letters]) => letters.test(text))
    return found.length === 1 && !/[ђћџљњј\u0490-\u04ff]/iu.test(text) ? found[0]?.[0] : undefined
  }
  const own = Object.entries(OWN_SCRIPTS).find(([script]) => share(script) > 0.5)
  if (own) return own[1]
  if (share('Han', 'Hiragana', 'Katakana') > 0.5) return share('Hiragana', 'Katakana') > 0.1 ? 'ja' : 'zh'
  if (share('Latin') < 0.5) return undefined
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  const shares = Object.entries(COMMON_WORDS).map(([tag, common]) => ({
    tag,
    share: words.filter((word) => common.has(word)).length / words.length,
  }))
  const [best, next] = shares.sort((a, b) => b.share - a.share)
  return best && next && best.share > COMMON_SHARE && best.share > next.share * 1.3 ? best.tag : undefined
}

function measureShare(text: string, scripts: string[]): number {
  const letters = text.match(/\p{L}/gu) ?? []
  const script = new RegExp(`[${scripts.map((name) => `\\p{Script=${name}}`).join('')}]`, 'u')
  return letters.filter((letter) => script.test(letter)).length / letters.length
}

/** ISO 15924 codes to the script names of regular expressions. */
const SCRIPTS: Record<string, string[]> = {
  Latn: ['Latin'],
  Arab: ['Arabic'],
  Cyrl: ['Cyrillic'],
  Hebr: ['Hebrew'],
  Grek: ['Greek'],
  Jpan: ['Han', 'Hiragana', 'Katakana'],
  Hans: ['Han'],
  Hant: ['Han'],
  Kore: ['Hangul', 'Han'],
  Deva: ['Devanagari'],
  Thai: ['Thai'],
}

/** Whether a text can be in a language. Many pages state the language of their template instead. */
export function isWrittenIn(text: string, tag: string): boolean {
  const scripts = SCRIPTS[new Intl.Locale(tag).maximize().script ?? '']
  return scripts === undefined || !/\p{L}/u.test(text) || measureShare(text, scripts) > SCRIPT_SHARE
}
