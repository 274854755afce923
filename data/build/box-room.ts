/**
 * Estimates the height of the compact box, or of a card, at any width: computed from its texts in Arial, then approximated by a
 * few straight lines, so that CSS can reserve the space before any script runs. The constants are those of `widget/styles`; a test
 * compares the result with a browser. Pure.
 */

import type { Box, BoxCitation, BoxEvent, BoxRoom } from '../schema/api.ts'
import { STATUSES, UNKNOWNS_HEADING } from '../schema/statuses.ts'
import { countLines, countRuns, measureText } from './text-metrics.ts'

/** Sizes and line heights in px, for a page with text of 16 px. */
const BODY = 16
const SMALL = 13
const LABEL = 14
const LINE = { lede: 23.2, lead: 22.4, narrowLead: 21, label: 20.3, small: 18, footer: 26 }
const NARROW_LEAD = 15
const LABEL_COLUMN = 134
/** Width of the mark before a label, and next to the lead: the label's column, the sign that opens the row, and gaps. */
const MARK = 22
const BESIDE_LEAD = 170
const STACKED_BELOW = 460
const TWO_COLUMNS_FROM = 820
const COLUMN_GAP = 36
/** 68ch, in px. */
const MAX_LEDE = 605
const RECEIPT = 11
const BORDERS_AND_KICKER = 33
const STRIP = 62
const ROW_PADDING = 17
const FOOTER_PADDING = 11
/** A card's sentence, in a larger size of the title's font; the padding below each of its lines; the column of an event's terms. */
const CARD = { text: 20, line: 27, padding: 6, terms: 112, list: 12, gap: 4 }
/** As long as most dates. */
const DATE = '30 September 2026'

const WIDTHS = Array.from({ length: 71 }, (_, index) => 280 + index * 10)
/** Share of widths at which the estimate is high enough. */
const MOST = 0.85
/** Ranges of widths. The layout differs between them, so each has its own line. */
const SEGMENTS = [
  [280, STACKED_BELOW],
  [STACKED_BELOW, TWO_COLUMNS_FROM],
  [TWO_COLUMNS_FROM, Number.POSITIVE_INFINITY],
] as const

/** Returns one line per layout; for a compact box, with all rows or only those in `sections`. The highest of them is seldom lower than the box, and then by at most a line of text. */
export function estimateRoom(box: Box, sections?: readonly string[]): BoxRoom[] {
  const estimate = (width: number) =>
    box.item === undefined ? estimateHeight(box, width, sections) : estimateCard(box, width)
  const heights = WIDTHS.map((width) => ({ width, height: estimate(width) }))
  return SEGMENTS.map(([from, to]) => fitAbove(heights.filter(({ width }) => width >= from && width < to)))
}

interface Point {
  width: number
  height: number
}

/** Fits a least-squares line and raises it above most points. No point is above it by more than a line of text. */
function fitAbove(points: Point[]): BoxRoom {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [width, height] = [mean(points.map((point) => point.width)), mean(points.map((point) => point.height))]
  const covariance = mean(points.map((point) => (point.width - width) * (point.height - height)))
  const slope = covariance / mean(points.map((point) => (point.width - width) ** 2))
  const percent = Math.max(0, Math.round(slope * -1000) / 10)
  const needed = points.map((point) => point.height + (point.width * percent) / 100).sort((a, b) => a - b)
  const most = needed[Math.floor(needed.length * MOST)] ?? 0
  const px = Math.ceil(Math.max(most, (needed.at(-1) ?? 0) - LINE.lede))
  return { px, percent }
}

/** Returns px. */
function estimateHeight(box: Box, width: number, sections?: readonly string[]): number {
  const shown = chooseRows(box).filter(({ name }) => !sections || sections.includes(name))
  const rows = shown.map((row) => estimateRow(row, width))
  return Math.ceil(
    BORDERS_AND_KICKER + estimateTop(box, width) + rows.reduce((sum, row) => sum + row, 0) + estimateFooter(box, width),
  )
}

/** Returns px. */
function estimateCard(box: Box, width: number): number {
  const [event] = box.events
  const part = box.groups[0]?.parts[0]
  const statement = part?.statements[0]
  const { claimant } = part ?? {}
  const small = [
    event && (statement ? `${event.name}, ${DATE}` : DATE),
    claimant && `${claimant.name}, ${claimant.roleName}`,
    box.unknowns[0] && `${UNKNOWNS_HEADING} ${box.unknowns[0].text}`,
  ].filter((text) => text !== undefined)
  const said = statement ? countLines(statement.text, CARD.text, width) * CARD.line + CARD.padding : 0
  const facts = statement || !event ? 0 : estimateFacts(event, width - CARD.terms)
  const rest = small.map((text) => countLines(text, LABEL, width) * LINE.label + CARD.padding)
  const heading = LINE.label + CARD.padding
  const link = countLines(box.name, BODY, width) * LINE.lede + CARD.padding
  const content = said + facts + rest.reduce((sum, height) => sum + height, 0)
  return Math.ceil(BORDERS_AND_KICKER + heading + content + link + estimateFooter(box, width))
}

function estimateFacts({ facts }: BoxEvent, width: number): number {
  const lines = facts.flatMap(({ values }) =>
    values.map(({ text, note, citations }) =>
      note ? countLines(`${text} ${note}`, NARROW_LEAD, width) : countLines(withMarks(text, citations), BODY, width),
    ),
  )
  return CARD.list + lines.reduce((sum, count) => sum + count * LINE.lede + CARD.gap, 0)
}

function estimateTop(box: Box, width: number): number {
  const isWide = width >= TWO_COLUMNS_FROM
  const [left, right] = isWide ? [((width - COLUMN_GAP) * 5) / 9, ((width - COLUMN_GAP) * 4) / 9] : [width, width]
  const titleSize = Math.min(30, Math.max(22, 15 + width * 0.022))
  const title = 8 + countLines(box.name, titleSize * 0.95, left, true) * titleSize * 1.15
  const sentences = box.abstract.slice(0, box.lede)
  const lede = countLines(
    sentences.map(({ text, citations }) => withMarks(text, citations)).join(' '),
    BODY,
    Math.min(left, MAX_LEDE),
  )
  const header = title + lede * LINE.lede
  const { strip } = box
  if (!strip) return header
  const half = (right - 12) / 2
  const names = Math.max(countLines(strip.first.name, SMALL, half), countLines(strip.last.name, SMALL, half))
  const drawn = STRIP + names * LINE.small
  return isWide ? Math.max(header, drawn) + 4 : header + drawn
}

interface RowText {
  name: string
  label: string
  count: number
  lead: string
}

/** Chooses the rows as the widget does. */
function chooseRows({ groups, unknowns, counts }: Box): RowText[] {
  const order = [['agreed'], ['disputed', 'denied'], ['claimed'], ['planned'], ['reported']]
  const chosen = order.flatMap((some) => groups.find(({ status }) => some.includes(status)) ?? []).slice(0, 3)
  const rows = chosen.flatMap(({ status, count, parts }) => {
    const lead = parts[0]?.statements[0]
    return lead
      ? [{ name: status, label: STATUSES[status].heading as string, count, lead: withMarks(lead.text, lead.citations) }]
      : []
  })
  const [unknown] = unknowns
  return unknown
    ? [...rows, { name: 'unknowns', label: UNKNOWNS_HEADING, count: counts.unknowns, lead: unknown.text }]
    : rows
}

function estimateRow({ label, count, lead }: RowText, width: number): number {
  const heading = `${label} ${count}`
  if (width < STACKED_BELOW) {
    const lines = countLines(heading, LABEL, width - MARK, true)
    return ROW_PADDING + lines * LINE.label + countLines(lead, NARROW_LEAD, width) * LINE.narrowLead
  }
  const lines = countLines(heading, LABEL, LABEL_COLUMN - MARK, true)
  return ROW_PADDING + Math.max(lines * LINE.label, countLines(lead, BODY, width - BESIDE_LEAD) * LINE.lead)
}

function estimateFooter({ articles, counts, corrections, dateModified }: Box, width: number): number {
  const outlets = articles
    .slice(0, 4)
    .map(({ name, genre, outletNote }, index) => `${index + 1} ${name}, ${genre} ${outletNote.brief ?? ''}`)
  const more = counts.articles > outlets.length ? ['100 more'] : []
  const corrected = corrections.length > 0 ? ['Corrected 30 September 2026'] : []
  const updated = `Updated 30 September ${dateModified.slice(0, 4)} · Full record`
  const items = [...outlets, ...more, 'Check the citations', ...corrected, updated]
  const lines = countRuns(
    items.map((item) => measureText(item, SMALL)),
    SMALL,
    width,
  )
  return FOOTER_PADDING + lines * LINE.footer
}

/** Appends the width of the receipts' marks to the text, as spaces. */
function withMarks(text: string, citations: BoxCitation[]): string {
  const spaces = Math.round((citations.length * RECEIPT) / measureText(' ', BODY))
  return text + '\u00a0'.repeat(spaces)
}
