/** For e-mail and newsletters: a linked picture with its words, and the lede, in what mail clients keep. */
import type { Box } from '../../../data/schema/api.ts'
import { formatPeriod } from '../text.tsx'
import { listParagraphs, locatePage, type SnippetProps } from './QuotedLede.tsx'

/** Of the share image in a message, in pixels: half of its own size. */
const PICTURE = { width: 600, height: 315 }
/** Mail clients keep style attributes and drop style sheets. */
export const MAIL_STYLES = {
  table: 'max-width:600px',
  cell: 'padding:16px 0;font-family:Arial,sans-serif;font-size:16px;line-height:1.45;color:#14161a',
  picture: 'display:block;width:100%;max-width:600px;height:auto;border:0',
  text: 'margin:12px 0 8px',
  link: 'color:#0b4a8f',
} as const

export function Message({ choice, around }: SnippetProps) {
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
