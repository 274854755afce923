/**
 * What a publisher pastes, for each way to embed: the one source of what the configurator shows, what its preview stands on a
 * page and what `/snippet` answers.
 */
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { joinList, translate } from '../../../widget/i18n/language.ts'
import type { Choice } from '../../query/choice.ts'
import { formatQuery } from '../../query/parse.ts'
import { formatPeriod } from '../elements.tsx'
import {
  describeContent,
  estimateHeight,
  FALLBACK_STYLE,
  LinkedPicture,
  listParagraphs,
  locatePage,
  QUOTATION_STYLE,
  QuotedLede,
  type SnippetProps,
  type Surroundings,
} from './QuotedLede.tsx'

/** Of a frame whose height is not chosen, until its script gives it the height of its box, in pixels. */
const FRAME_HEIGHT = 600
/** Left and right of a box on a paper of its own, together and at most, in pixels. */
const FRAME_PADDING = 40

/** Of the share image in a message, in pixels: half of its own size. */
const PICTURE = { width: 600, height: 315 }
/** Mail clients keep style attributes and drop style sheets. */
const MAIL_STYLES = {
  table: 'max-width:600px',
  cell: 'padding:16px 0;font-family:Arial,sans-serif;font-size:16px;line-height:1.45;color:#14161a',
  picture: 'display:block;width:100%;max-width:600px;height:auto;border:0',
  text: 'margin:12px 0 8px',
  link: 'color:#0b4a8f',
} as const

export function createSnippet(choice: Choice, around: Surroundings): string {
  switch (choice.as) {
    case 'quotation':
      return `${render(<Quotation choice={choice} around={around} />)}\n${render(<QuotationScript choice={choice} around={around} />)}`
    case 'element':
      return `${render(<ElementScript choice={choice} around={around} />)}\n${render(<Element choice={choice} around={around} />)}`
    case 'html':
      return around.drawn ?? ''
    case 'frame':
      return createFrameSnippet(choice, around)
    case 'address':
      return locatePage(choice, around)
    case 'mail':
      return render(<Message choice={choice} around={around} />)
  }
}

/** Text stands on the page by itself, with and without its script. */
function Quotation({ choice, around }: SnippetProps) {
  const options = listOptions(choice).map(([name, value]) => [`data-${name}`, value])
  const attributes = { class: 'fact-box', 'data-topic': choice.topic, ...Object.fromEntries(options) }
  return <QuotedLede choice={choice} around={around} attributes={attributes} style={QUOTATION_STYLE} />
}

/** A pinned script has no data inside, which change: it fetches its topic's. */
function QuotationScript({ choice, around }: SnippetProps) {
  if (choice.isPinned) return <PinnedScript around={around} />
  return <script async src={`${around.origin}/embed/${choice.topic}.js${choice.lang ? `?lang=${choice.lang}` : ''}`} />
}

/** Several elements share the script. */
function ElementScript({ choice, around }: SnippetProps) {
  if (choice.isPinned) return <PinnedScript around={around} />
  return <script async src={`${around.origin}/widget.js`} />
}

function PinnedScript({ around: { origin, script } }: Pick<SnippetProps, 'around'>) {
  return <script async src={origin + script.path} integrity={script.integrity} crossorigin="anonymous" />
}

/** What is inside is there until the box is. */
function Element({ choice, around }: SnippetProps) {
  const attributes = { topic: choice.topic, ...Object.fromEntries(listOptions(choice)) }
  const fallback =
    choice.height === undefined ? (
      <QuotedLede choice={choice} around={around} attributes={{}} style={FALLBACK_STYLE} />
    ) : (
      <LinkedPicture choice={choice} around={around} />
    )
  return h('fact-box', attributes, fallback)
}

/**
 * With a script that gives it the box's height, unless its height is chosen; until then it reserves room for the compact box by
 * the width of the element around it, where that is known.
 */
function createFrameSnippet(choice: Choice, { origin, box }: Surroundings): string {
  const { topic, item, size, theme, lang, sections, height, release } = choice
  const query = formatQuery({ item, size, theme, lang, sections, release })
  const reserved = height === undefined ? estimateHeight(choice, box.room, 'cqi', FRAME_PADDING) : ''
  const frame = (
    <iframe
      src={`${origin}/embed/${topic}${query}`}
      title={box.name}
      width="100%"
      height={height ?? FRAME_HEIGHT}
      style={reserved ? `display:block;height:${reserved}` : undefined}
      // The one attribute that old publishing systems keep.
      {...{ frameborder: '0' }}
      loading="lazy"
    />
  )
  if (height !== undefined) return render(frame)
  const placed = reserved ? <div style="container-type:inline-size">{frame}</div> : frame
  return `${render(placed)}\n${render(<script async src={`${origin}/frame.js`} />)}`
}

/** For e-mail and newsletters: a linked picture with its words, and the lede, in what mail clients keep. */
function Message({ choice, around }: SnippetProps) {
  const { box, language, picture } = around
  const page = locatePage(choice, around)
  const paragraphs = listParagraphs(around)
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style={MAIL_STYLES.table}>
      <tbody>
        <tr>
          <td style={MAIL_STYLES.cell} {...describeContent(around)}>
            {picture && (
              <a href={page}>
                <img {...PICTURE} style={MAIL_STYLES.picture} src={picture} alt={describePicture(around)} />
              </a>
            )}
            {paragraphs.map((text) => (
              <p style={MAIL_STYLES.text}>{text}</p>
            ))}
            <a href={page} style={MAIL_STYLES.link}>
              {`${box.name}: ${translate(language, 'fullRecord')}`}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

/** In words what the picture draws. */
function describePicture({ box: { name, temporalCoverage, strip }, language }: Surroundings): string {
  const title = `${translate(language, 'factBox')}: ${joinList(language, [name, formatPeriod(temporalCoverage, language)])}.`
  return strip ? `${title} ${strip.first.name} – ${strip.last.name}.` : title
}

/** As attributes of the element, prefixed on the quotation. */
export function listOptions(choice: Choice): [name: string, value: string][] {
  const { item, size, theme, lang, sections, height, release } = choice
  const options = { item, size, theme, lang, sections: sections?.join(' '), 'max-height': height, release }
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
}

/** What a snippet says in `style`, in attributes and elements. */
export function listStyles(snippet: string): string[] {
  const styles = snippet.matchAll(/<style>(.*?)<\/style>|\sstyle="([^"]*)"/gs)
  return [...styles].map(([, sheet, attribute = '']) => sheet ?? attribute)
}
