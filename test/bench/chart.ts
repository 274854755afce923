/** Bars as an SVG of text and rectangles, readable on light and on dark. */
import type { Bars } from './report.ts'

const WIDTH = 720
const NAME_WIDTH = 230
const VALUE_WIDTH = 90
const ROW = 22
const TITLE = 34
const STYLE = `text { font: 13px system-ui, sans-serif; fill: #1f2328 } .title { font-weight: 600 } .value { font-variant-numeric: tabular-nums }
  .bar { fill: #8c959f } .ours { fill: #0969da }
  @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .bar { fill: #6e7681 } .ours { fill: #4493f8 } }`

export function drawChart(charts: readonly Bars[], caption: string): string {
  let y = 0
  const drawn = charts.map((chart) => {
    const lines = drawBars(chart, y)
    y += TITLE + chart.bars.length * ROW + 10
    return lines
  })
  const height = y + 24
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title">
<title id="title">${escapeText(charts.map(({ title }) => title).join('; '))}</title>
<style>${STYLE}</style>
${drawn.join('\n')}
<text x="0" y="${height - 8}">${escapeText(caption)}</text>
</svg>
`
}

function drawBars({ title, unit, bars }: Bars, top: number): string {
  const longest = Math.max(...bars.map(({ value }) => value))
  const room = WIDTH - NAME_WIDTH - VALUE_WIDTH
  const rows = bars.map(({ name, value, isOurs }, index) => {
    const y = top + TITLE + index * ROW
    const width = ((value / longest) * room).toFixed(1)
    return `<text x="0" y="${y + 13}">${escapeText(name)}</text><rect class="${isOurs ? 'bar ours' : 'bar'}" x="${NAME_WIDTH}" y="${y + 2}" width="${width}" height="14" rx="2"/><text class="value" x="${(NAME_WIDTH + Number(width) + 8).toFixed(1)}" y="${y + 13}">${showValue(value)} ${unit}</text>`
  })
  return [`<text class="title" x="0" y="${top + 22}">${escapeText(title)}</text>`, ...rows].join('\n')
}

function showValue(value: number): string {
  return value < 10 ? value.toFixed(1) : value.toFixed(0)
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
