/** The few shapes that the picture is made of, in the site's light colours. */

export const WIDTH = 1200
export const HEIGHT = 630
export const MARGIN = 72

export const COLORS = {
  paper: '#fdfcf9',
  ink: '#15181c',
  soft: '#556677',
  faint: '#b3bcc4',
  rule: '#d6d3cb',
  accent: '#bb2211',
} as const

/** `serif` for names, `naskh` for names in Arabic script, `strong` for what they are, plain for the rest. */
export type Face = 'plain' | 'strong' | 'serif' | 'naskh'

/** What a picture cannot do without fonts: the width of words in pixels, and whether the fonts have all of their letters. */
export interface Fonts {
  measure: (words: string, face: Face, size: number) => number
  canWrite: (words: string) => boolean
}

export const FACES = {
  plain: { family: 'Noto Sans', weight: 400 },
  strong: { family: 'Noto Sans', weight: 700 },
  serif: { family: 'Source Serif 4', weight: 700 },
  naskh: { family: 'Noto Naskh Arabic', weight: 700 },
} as const satisfies Record<Face, { family: string; weight: number }>

export interface TextStyle {
  x: number
  /** Of the baseline. */
  y: number
  size: number
  color: string
  face?: Face
  anchor?: 'start' | 'middle' | 'end'
}

export function text(words: string, { x, y, size, color, face = 'plain', anchor = 'start' }: TextStyle): string {
  const { family, weight } = FACES[face]
  return `<text x="${round(x)}" y="${round(y)}" font-family="${family}" font-weight="${weight}" font-size="${size}" fill="${color}" text-anchor="${anchor}">${escapeText(words)}</text>`
}

export function rectangle(x: number, y: number, width: number, height: number, color: string): string {
  return `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${height}" fill="${color}"/>`
}

export function line(from: number, to: number, y: number, color: string, thickness: number): string {
  return rectangle(from, y - thickness / 2, to - from, thickness, color)
}

export function circle(x: number, y: number, radius: number, color: string): string {
  return `<circle cx="${round(x)}" cy="${y}" r="${radius}" fill="${color}" stroke="${COLORS.paper}" stroke-width="4"/>`
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}

function escapeText(words: string): string {
  return words.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)
}
