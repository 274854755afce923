/**
 * What a publisher pastes, for each way to embed: the one source of what the configurator shows, what its preview stands on a
 * page and what `/snippet` answers.
 */
import type { ComponentChildren, JSX } from 'preact'
import { render } from 'preact-render-to-string'
import type { Box, BoxRoom } from '../../../data/schema/api.ts'
import type { Choice } from '../../query/choice.ts'
import { formatPeriod } from '../text.tsx'
import { describeCard } from '../topic/card-text.ts'

/** Of a frame whose height is not chosen, until its script gives it the height of its box, in pixels. */
const FRAME_HEIGHT = 600
/** Left and right of a box on a paper of its own, together and at most, in pixels. */
const FRAME_PADDING = 40
/** Of the share image in a message, in pixels: half of its own size. */
const PICTURE = { width: 600, height: 315 }
/** Lets the spacer float inside, and keeps the quotation in the page's column. Inside the element the page sets the margins. */
export const QUOTATION_STYLE = 'display:flow-root;margin:1.5em 0'
export const FALLBACK_STYLE = 'display:flow-root;margin:0'
/** Mail clients keep style attributes and drop style sheets. */
export const MAIL_STYLES = {
  table: 'max-width:600px',
  cell: 'padding:16px 0;font-family:Arial,sans-serif;font-size:16px;line-height:1.45;color:#14161a',
  picture: 'display:block;width:100%;max-width:600px;height:auto;border:0',
  text: 'margin:12px 0 8px',
  link: 'color:#0b4a8f',
} as const

export interface Script {
  /** Of the element's script, under the hash of its content. */
  path: string
  /** Subresource integrity: `sha384-…`. */
  integrity: string
}

export interface Surroundings {
  origin: string
  script: Script
  /** The box, or the card of the item that is chosen. */
  box: Box
  /** URL of the share image, where the release has one. */
  picture?: string | undefined
  /** The box as HTML, for `html` alone. */
  drawn?: string | undefined
}

interface PartProps {
  choice: Choice
  around: Surroundings
}

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

/** The topic's page, or the item's short URL. */
function locatePage({ topic }: Choice, { origin, box }: Surroundings): string {
  return `${origin}/topics/${topic}${box.item ? `/${box.item}` : ''}`
}

/** Text stands on the page by itself, with and without its script. */
function Quotation({ choice, around }: PartProps) {
  const options = listOptions(choice).map(([name, value]) => [`data-${name}`, value])
  const attributes = { class: 'fact-box', 'data-topic': choice.topic, ...Object.fromEntries(options) }
  return <QuotedLede choice={choice} around={around} attributes={attributes} style={QUOTATION_STYLE} />
}

/** A pinned script has no data inside, which change: it fetches its topic's. */
function QuotationScript({ choice, around }: PartProps) {
  if (choice.isPinned) return <PinnedScript around={around} />
  return <script async src={`${around.origin}/embed/${choice.topic}.js${choice.lang ? `?lang=${choice.lang}` : ''}`} />
}

/** Several elements share the script. */
function ElementScript({ choice, around }: PartProps) {
  if (choice.isPinned) return <PinnedScript around={around} />
  return <script async src={`${around.origin}/widget.js`} />
}

function PinnedScript({ around: { origin, script } }: Pick<PartProps, 'around'>) {
  return <script async src={origin + script.path} integrity={script.integrity} crossorigin="anonymous" />
}

/** What is inside is there until the box is. */
function Element({ choice, around }: PartProps) {
  const attributes = { topic: choice.topic, ...Object.fromEntries(listOptions(choice)) }
  const fallback =
    choice.height === undefined ? (
      <QuotedLede choice={choice} around={around} attributes={{}} style={FALLBACK_STYLE} />
    ) : (
      <LinkedPicture choice={choice} around={around} />
    )
  return createElement('fact-box', attributes, fallback)
}

/** An element that JSX does not know. */
function createElement(name: string, attributes: Record<string, string>, children: ComponentChildren): JSX.Element {
  const Name = name as unknown as 'div'
  return <Name {...attributes}>{children}</Name>
}

/** A link as high as the box may become: keeps the place where a content policy forbids the spacer's style. */
function LinkedPicture({ choice, around }: PartProps) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: its text is a link.
    <svg width="100%" height={choice.height} display="block">
      <a href={locatePage(choice, around)}>
        <text y="20" fill="currentColor">
          {around.box.name}
        </text>
      </a>
    </svg>
  )
}

/** The lede and a link. The spacer makes it as high as the box will be, at any width. */
function QuotedLede({
  choice,
  around,
  attributes,
  style,
}: PartProps & { attributes: Record<string, string>; style: string }) {
  const page = locatePage(choice, around)
  const spacer = styleSpacer(choice, around.box)
  return (
    <blockquote {...attributes} cite={page} style={style}>
      {spacer && <i style={spacer} />}
      {listParagraphs(around.box).map((text) => (
        <p>{text}</p>
      ))}
      <a href={page}>{around.box.name}</a>
    </blockquote>
  )
}

/** The lede, or all that a card must say. */
function listParagraphs(box: Box): string[] {
  if (box.item) {
    const { text, details } = describeCard(box)
    return [text, details.join(' ')]
  }
  return [readLede(box)]
}

function readLede({ abstract, lede }: Box): string {
  return abstract
    .slice(0, lede)
    .map(({ text }) => text)
    .join(' ')
}

/** Empty where the height is not known. */
export function styleSpacer(choice: Choice, { room }: Pick<Box, 'room'>): string {
  const whole = estimateHeight(choice, room, '%')
  const { height } = choice
  return whole && `float:left;padding-bottom:${height === undefined ? whole : `min(${height}px,${whole})`}`
}

/** In CSS: of the compact box, by its width in `unit`, with so much of that beside its text. Empty where it is not known. */
function estimateHeight(
  { size, sections }: Choice,
  room: BoxRoom[] | undefined,
  unit: '%' | 'cqi',
  beside = 0,
): string {
  if (size === 'full' || sections || !room?.length) return ''
  const lines = room.map(({ px, percent }) => `calc(${Math.ceil(px + (percent * beside) / 100)}px - ${percent}${unit})`)
  return `max(${lines.join(',')})`
}

/**
 * Of the element around a frame, by whose width the frame reserves room for the compact box, and of the frame. None where the height
 * is chosen or not known.
 */
export function listFrameStyles(choice: Choice, { room }: Pick<Box, 'room'>): string[] {
  const reserved = choice.height === undefined && estimateHeight(choice, room, 'cqi', FRAME_PADDING)
  return reserved ? ['container-type:inline-size', `display:block;height:${reserved}`] : []
}

/** With a script that gives it the box's height, unless its height is chosen. */
function createFrameSnippet(choice: Choice, { origin, box }: Surroundings): string {
  const { topic, height } = choice
  const [around, style] = listFrameStyles(choice, box)
  const frame = (
    <iframe
      src={`${origin}/embed/${topic}${formatOptions(choice)}`}
      title={box.name}
      width="100%"
      height={height ?? FRAME_HEIGHT}
      style={style}
      // The one attribute that old publishing systems keep.
      {...{ frameborder: '0' }}
      loading="lazy"
    />
  )
  if (height !== undefined) return render(frame)
  const placed = around ? <div style={around}>{frame}</div> : frame
  return `${render(placed)}\n${render(<script async src={`${origin}/frame.js`} />)}`
}

/** A linked picture with its words, and the lede: what mail clients keep. */
function Message({ choice, around }: PartProps) {
  const { box, picture } = around
  const page = locatePage(choice, around)
  const paragraphs = listParagraphs(box)
  return (
    <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style={MAIL_STYLES.table}>
      <tbody>
        <tr>
          <td style={MAIL_STYLES.cell}>
            {picture && (
              <a href={page}>
                <img {...PICTURE} style={MAIL_STYLES.picture} src={picture} alt={describePicture(box)} />
              </a>
            )}
            {paragraphs.map((text) => (
              <p style={MAIL_STYLES.text}>{text}</p>
            ))}
            <a href={page} style={MAIL_STYLES.link}>
              {`${box.name}: who said what, with sources`}
            </a>
          </td>
        </tr>
      </tbody>
    </table>
  )
}

/** In words what the picture draws. */
function describePicture({ name, temporalCoverage, strip }: Box): string {
  const ends = strip ? ` From “${strip.first.name}” to “${strip.last.name}”.` : ''
  return `Fact box: ${name}, ${formatPeriod(temporalCoverage)}.${ends}`
}

/** As attributes of the element, prefixed on the quotation. */
export function listOptions(choice: Choice): [name: string, value: string][] {
  const { item, size, theme, lang, sections, height, release } = choice
  const options = { item, size, theme, lang, sections: sections?.join(' '), 'max-height': height, release }
  return Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
}

/** As a frame's query. Its height is the frame's own. */
function formatOptions({ item, size, theme, lang, sections, release }: Choice): string {
  const options = { item, lang, release, sections: sections?.join(','), size, theme }
  const pairs = Object.entries(options).filter(([, value]) => value !== undefined)
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${value}`).join('&')}`
}
