/**
 * A document's text, one block a line, and its language, where letters or the commonest words leave little doubt. What looks like
 * no part of the article is marked, never cut. Pure.
 */
import { normaliseText } from '../citations/locate.ts'

export interface TextLine {
  text: string
  /** Inside a caption, an aside or the like, or mostly links: an editor decides. */
  isDoubtful: boolean
}

const BLOCKS = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE BODY CAPTION DD DETAILS DIV DL DT FIELDSET FIGCAPTION FIGURE FOOTER FORM H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION SUMMARY TABLE TR UL'.split(
    ' ',
  ),
)
/** Holds no running text at all. */
const NOT_TEXT = new Set(
  'AUDIO BUTTON CANVAS HEAD IFRAME INPUT NOSCRIPT OBJECT OPTION SCRIPT SELECT STYLE SVG TEMPLATE TEXTAREA VIDEO'.split(
    ' ',
  ),
)
const FURNITURE = new Set('ASIDE FIGCAPTION FOOTER FORM NAV'.split(' '))
const LINK_SHARE = 0.6
/**
 * Marks a `<br>`, and the end of a line inside `<pre>`: no text of a parsed document holds this character. One is a space, two
 * end a paragraph.
 */
const BREAK = '\u0000'

interface Line {
  text: string
  linked: number
  isFurniture: boolean
}

export function extractLines(root: Node): TextLine[] {
  const lines: TextLine[] = []
  let line: Line = { text: '', linked: 0, isFurniture: false }
  const flush = () => {
    for (const paragraph of line.text.split(/\0\s*\0/)) {
      const text = normaliseText(paragraph.replaceAll(BREAK, ' '))
      if (text !== '') lines.push({ text, isDoubtful: line.isFurniture || line.linked > text.length * LINK_SHARE })
    }
    line = { text: '', linked: 0, isFurniture: false }
  }
  const visit = (node: Node, isLinked: boolean, isFurniture: boolean) => {
    if (node.nodeType === node.TEXT_NODE) {
      const text = node.nodeValue ?? ''
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
      visit(child, isLinked || name === 'A', isFurniture || FURNITURE.has(name))
    if (isBlock) flush()
  }
  visit(root, false, false)
  flush()
  return lines
}

const ENGLISH_WORDS = new Set(['the', 'of', 'and', 'to', 'in', 'a', 'that', 'said', 'was', 'for'])
/** English running text has about one such word in four. */
const ENGLISH_SHARE = 0.15

/** A BCP 47 tag. */
export function detectLanguage(text: string): string | undefined {
  const letters = text.match(/\p{L}/gu) ?? []
  const share = (script: RegExp) => letters.filter((letter) => script.test(letter)).length / letters.length
  // Letters that Persian has and Arabic has not; Urdu and Kurdish have letters of their own besides.
  if (share(/\p{Script=Arabic}/u) > 0.5) {
    if (/[ٹڈڑےێڵ]/u.test(text)) return undefined
    return /[پچژگ]/u.test(text) ? 'fa' : 'ar'
  }
  if (share(/\p{Script=Latin}/u) < 0.5) return undefined
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  return words.filter((word) => ENGLISH_WORDS.has(word)).length / words.length > ENGLISH_SHARE ? 'en' : undefined
}
