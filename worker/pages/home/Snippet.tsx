/**
 * The snippet that a publisher pastes, for each way to embed. The configurator, its preview and `/snippet` all use it.
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

/** Height in pixels of a frame without a chosen height, until its script sets the height of the box. */
const FRAME_HEIGHT = 600
/** Maximum sum of the left and right padding of a box with its own background, in pixels. */
const FRAME_PADDING = 40

/** Size of the share image in a message, in pixels: half of its own size. */
const PICTURE = { width: 600, height: 315 }
/** Attributes, since mail clients remove style sheets. */
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

/** The quotation, which is complete text without its script. */
function Quotation({ choice, around }: SnippetProps) {
  const options = listOptions(choice).map(([name, value]) => [`data-${name}`, value])
  const attributes = { class: 'fact-box', 'data-topic': choice.topic, ...Object.fromEntries(options) }
  return <QuotedLede choice={choice} around={around} attributes={attributes} style={QUOTATION_STYLE} />
}

/** The script. A pinned script contains no data, since they change: it fetches them. */
function QuotationScript({ choice, around }: SnippetProps) {
  if (choice.isPinned) return <PinnedScript around={around} />
  return <script async src={`${around.origin}/embed/${choice.topic}.js${choice.lang ? `?lang=${choice.lang}` : ''}`} />
}

/** The script, which several elements share. */
function ElementScript({ choice, around }: SnippetProps) {
  if (choice.isPinned) return <PinnedScript around={around} />
  return <script async src={`${around.origin}/widget.js`} />
}

function PinnedScript({ around: { origin, script } }: Pick<SnippetProps, 'around'>) {
  return <script async src={origin + script.path} integrity={script.integrity} crossorigin="anonymous" />
}

/** The element with its fallback, which is shown until the box is rendered. */
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
 * Without a chosen height, adds the script that sets the height of the box. Until it runs, the frame has the estimated height of
 * the compact box for the width of the element around it, if known.
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
      // Old publishing systems keep only this attribute.
      {...{ frameborder: '0' }}
      loading="lazy"
    />
  )
  if (height !== undefined) return render(frame)
  const placed = reserved ? <div style="container-type:inline-size">{frame}</div> : frame
  return `${render(placed)}\n${render(<script async src={`${origin}/frame.js`} />)}`
}

/** For e-mail and newsletters: a linked picture with alternative text, and the lede, in HTML that mail clients keep. */
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

/** Returns the options as attributes of the element; on the quotation they get a prefix. */
export function listOptions(choice: Choice): [name: string, value: string][] {
  const { item, size, theme, lang, sections, height, release } = choice
  const options = { item, size, theme, lang, sections: sections?.join(' '), 'max-height': height, release }
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
}

/** Returns the contents of a snippet's `style` attributes and elements. */
export function listStyles(snippet: string): string[] {
  const styles = snippet.matchAll(/<style>(.*?)<\/style>|\sstyle="([^"]*)"/gs)
  return [...styles].map(([, sheet, attribute = '']) => sheet ?? attribute)
}
