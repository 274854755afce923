/**
 * The fallback of a box on a page: the lede, or everything that a card must say, and a link; and the spacer that reserves the box's
 * height.
 */
import type { Box, BoxRoom } from '../../../data/schema/api.ts'
import { type Language, readDirection } from '../../../widget/i18n/language.ts'
import type { Choice } from '../../query/choice.ts'
import { describeCard } from '../topic/CardPage.tsx'

export interface Script {
  /** Path of the element's script, with the hash of its content. */
  path: string
  /** Subresource integrity: `sha384-…`. */
  integrity: string
}

export interface Surroundings {
  origin: string
  script: Script
  /** The box, or the card of the chosen item. */
  box: Box
  /** Language of the box's own words. */
  language: Language
  /** URL of the share image, if the release has one. */
  picture?: string | undefined
  /** The box as HTML; only for `html`. */
  drawn?: string | undefined
}

export interface SnippetProps {
  choice: Choice
  around: Surroundings
}

/** Lets the spacer float inside, and keeps the quotation in the page's column, in its middle. Inside the element the page sets the margins. */
export const QUOTATION_STYLE = 'display:flow-root;margin:1.5em auto'
export const FALLBACK_STYLE = 'display:flow-root;margin:0'

/** Returns the URL of the topic's page, or the item's short URL. */
export function locatePage({ topic }: Choice, { origin, box }: Surroundings): string {
  return `${origin}/topics/${topic}${box.item ? `/${box.item}` : ''}`
}

/** The lede and a link. The spacer makes the quotation as high as the box will be, at any width. */
export function QuotedLede({
  choice,
  around,
  attributes,
  style,
}: SnippetProps & { attributes: Record<string, string>; style: string }) {
  const page = locatePage(choice, around)
  const spacer = styleSpacer(choice, around.box)
  return (
    <blockquote {...attributes} cite={page} style={style}>
      {spacer && <i style={spacer} />}
      {listParagraphs(around).map((text) => (
        <p {...describeContent(around)}>{text}</p>
      ))}
      <a href={page} {...describeContent(around)}>
        {around.box.name}
      </a>
    </blockquote>
  )
}

/** Returns the attributes of text in the topic's language; none for English, since most pages are in English. */
export function describeContent({ box: { inLanguage } }: Surroundings): { lang?: string; dir?: 'ltr' | 'rtl' } {
  return inLanguage === 'en' ? {} : { lang: inLanguage, dir: readDirection(inLanguage) }
}

/** Returns the lede, or everything that a card must say. */
export function listParagraphs({ box, language }: Surroundings): string[] {
  if (box.item) {
    const { text, details } = describeCard(box, language)
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

/** Empty if the height is unknown. A full box is higher than the limits that are chosen for it. */
function styleSpacer(choice: Choice, { room }: Pick<Box, 'room'>): string {
  const { height, size, sections } = choice
  const compact = estimateHeight(choice, room, '%')
  const limit = height === undefined ? '' : `${height}px`
  const limited = size === 'full' && !sections ? limit : ''
  const reserved = compact && limit ? `min(${limit},${compact})` : compact || limited
  return reserved && `float:left;padding-bottom:${reserved}`
}

/** Returns the compact box's height as CSS, from its width in `unit`, of which `beside` px are padding. Empty if unknown. */
export function estimateHeight({ size }: Choice, room: BoxRoom[] | undefined, unit: '%' | 'cqi', beside = 0): string {
  if (size === 'full' || !room?.length) return ''
  const lines = room.map(({ px, percent }) => `calc(${Math.ceil(px + (percent * beside) / 100)}px - ${percent}${unit})`)
  return `max(${lines.join(',')})`
}

/** A link with the maximum height of the box: reserves the height also where a policy forbids the spacer's style. */
export function LinkedPicture({ choice, around }: SnippetProps) {
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
