// The floor with the same look: all that the box shows in English, by hand, without a framework, options or languages, in two
// steps as the box has them. `BOX` and `CSS`, the widget's own sheet, are put there.
const box = BOX
const css = CSS
const page = `${new URL(script.src).origin}/topics/${box.topic}`
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const later = []

const make = (made, attributes, children) => {
  for (const name in attributes) made.setAttribute(name, attributes[name])
  made.append(...children)
  return made
}
const element = (name, attributes, ...children) => make(document.createElement(name), attributes, children)
const drawn = (name, attributes, ...children) =>
  make(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children)

const date = (text, isShort) => {
  const [year, month, day] = text.split(/\D/)
  const name = isShort ? MONTHS[month - 1].match(/...t?/)[0] : MONTHS[month - 1]
  return [day && +day, name, !isShort && year].filter(Boolean).join(' ')
}
const when = ({ startDate, endDate = startDate, datePrecision }, isShort) => {
  if (!startDate) return 'No date given'
  const span = dates(startDate, endDate, isShort)
  return datePrecision === 'approximate' ? `${span}, day not given` : span
}
const dates = (first, last, isShort) => {
  const [from, to] = [date(first, isShort), date(last, isShort)]
  return from === to ? to : `${from} – ${to}`.replace(/^(.*?)( .*|)( – .*)\2$/, '$1$3$2')
}

const link = (url, text, article) =>
  element('a', article ? { href: url, 'data-article': article } : { href: url }, text)
const marks = (citations) =>
  citations.map(({ url, name, article }) =>
    element('small', {}, ' ', link(url[0] === '#' ? page + url : url, name, article)),
  )
const cited = ({ text, note, citations }) =>
  element('p', {}, text, ' ', ...(note ? [element('small', {}, note)] : []), ...marks(citations))
const rows = (items, draw) =>
  element(
    'ul',
    {},
    ...items.map((item) => {
      const { term, content, id } = draw(item)
      const parts = [...(term ? [element('small', {}, ...term)] : []), element('div', {}, ...content)]
      return element('li', id ? { id, tabindex: '-1' } : {}, ...parts)
    }),
  )
const heading = (level, text, hint) => element(`h${level}`, {}, text, ' ', element('small', {}, hint))
const closed = (details, draw) => {
  later.push(() => details.append(...draw()))
  return details
}
const section = (name, title, hint, isOpen, draw) => {
  const details = element('details', { part: 'section', class: name }, element('summary', {}, heading(3, title, hint)))
  if (!isOpen) return closed(details, draw)
  details.open = true
  details.append(...draw())
  return details
}

const space = (width) => drawn('svg', { width: `${width}%` })
const line = (x1, x2, y1, y2) => drawn('line', { x1: `${x1}%`, x2: `${x2}%`, y1, y2 })
const ENDS = { major: 9999, minor: 9999, span: 11, undated: -9999 }
const drawing = ({ unit, dated, undated, labels, gaps }) => {
  const isShort = unit !== 'year'
  const mark = (item) => {
    const { shape, from = 2, to = from, name } = item
    const isLate = from + to > 100
    const dot = item.to ? [] : [drawn('circle', { cx: `${from}%`, cy: 11, r: 5 })]
    return element(
      'p',
      { class: isLate ? `${shape} late` : shape },
      drawn('svg', {}, line(from, to, 11, item.from ? ENDS[shape] : 11), ...dot),
      space(isLate ? 100 - from : to),
      element('span', {}, element('b', {}, when(item, isShort)), ' ', element('bdi', {}, name)),
    )
  }
  const gap = ({ from, to, days }) => element('p', {}, space(from), element('b', {}, `${days} days`), space(100 - to))
  const label = ({ at, date: day }) => element('small', {}, space(at), date(day, isShort))
  return element(
    'figure',
    { 'aria-hidden': 'true' },
    element(
      'div',
      {},
      drawn('svg', {}, ...labels.map(({ at }) => line(at, at, 0, 9999))),
      ...dated.map(mark),
      ...gaps.map(gap),
    ),
    element('div', {}, ...labels.map(label), ...undated.map(mark)),
  )
}

const event = (item) => {
  const time = item.startDate ? element('time', { datetime: item.startDate }, when(item)) : when(item)
  const name = element('span', {}, element('b', {}, item.name))
  return closed(element('details', { id: item.id }, element('summary', {}, element('small', {}, time), name)), () => [
    rows(item.facts, ({ term, values }) => ({ term: [term], content: values.map(cited) })),
  ])
}
const statement =
  (status) =>
  ({ text, event: about, claimant, quote, citations }) => ({
    term: [element('b', {}, status), ' ', element('span', {}, about?.name ?? '')],
    content: [
      text,
      ...(quote ? [element('q', { lang: quote.inLanguage, dir: 'auto' }, quote.text)] : []),
      element(
        'small',
        {},
        quote?.spokenBy ? `${quote.spokenBy.name}. ` : '',
        claimant ? `${claimant.name}, ` : '',
        element('span', { lang: 'en' }, 'according to'),
        ...marks(citations),
      ),
    ],
  })
const TITLES = {
  agreed: 'What was agreed',
  claimed: 'What was claimed, and by whom',
  disputed: 'What is disputed',
  denied: 'What was denied',
  planned: 'What was to come next',
  reported: 'What was reported',
}
const group = ({ status, parts }) => {
  const names = parts.map(({ claimant }) => claimant?.name).join(', ') || parts[0].statements.length
  return section(status, TITLES[status], names, status === 'agreed', () =>
    parts.flatMap(({ claimant, statements }) => [
      ...(claimant ? [heading(4, claimant.name, claimant.roleName)] : []),
      rows(statements, statement(status)),
    ]),
  )
}
const party = ({ name, alternateName, roles }) => ({
  term: [element('span', {}, element('b', {}, name), ' ', alternateName.join(', '))],
  content: [roles.join('; ')],
})
const unknown = ({ text, event: about }) => ({ term: about && [element('span', {}, about.name)], content: [text] })
const source = ({ id, genre, publisher, datePublished, inLanguage, url, headline, dateNote, summary, outletNote }) => ({
  id,
  term: [
    element('b', {}, genre),
    ' ',
    element('span', {}, publisher),
    ' ',
    ...(datePublished ? [element('time', { datetime: datePublished }, date(datePublished))] : []),
  ],
  content: [
    element('cite', { lang: inLanguage, dir: 'auto' }, url ? link(url, headline, id) : element('a', {}, headline)),
    element('small', {}, dateNote ?? ''),
    ...summary.map(cited),
    element(
      'aside',
      {},
      element('b', { lang: 'en' }, 'Our note'),
      ' ',
      outletNote.text,
      ' ',
      link(outletNote.url, outletNote.basis),
    ),
  ],
})

const host = element('floor-box', {})
const root = host.attachShadow({ mode: 'open' })
const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
root.adoptedStyleSheets = [sheet]
const { timeline, events, groups, parties, unknowns, articles } = box
const period = element('small', {}, dates(...box.temporalCoverage.split('/')))
root.append(
  element(
    'section',
    { tabindex: '-1', 'aria-label': box.name, lang: 'en', dir: 'ltr' },
    element(
      'article',
      { part: 'box' },
      element(
        'header',
        {},
        element('p', {}, element('b', {}, 'Fact box'), period),
        element('h2', { part: 'title' }, box.name),
        ...box.abstract.map((sentence) => element('div', {}, cited(sentence))),
      ),
      section('timeline', 'Timeline', events.length, true, () => [drawing(timeline), ...events.map(event)]),
      ...groups.map(group),
      section('parties', 'Who is who', parties.length, false, () => [rows(parties, party)]),
      section('unknowns', 'What is not known', unknowns.length, true, () => [rows(unknowns, unknown)]),
      section('sources', 'Sources', articles.length, false, () => [rows(articles, source)]),
      element(
        'footer',
        {},
        link(page, `Release ${box.release}`),
        link(`${page}#history`, `Updated ${date(box.dateModified)}`),
        link(`${page}/verify`, 'Verify'),
        ...(box.reportUrl ? [link(box.reportUrl, 'Report an error')] : []),
        link(box.license, 'Licence'),
        element('span', {}, box.attributionText),
      ),
    ),
  ),
)
script.replaceWith(host)
setTimeout(() => {
  for (const draw of later) draw()
}, 50)
