// The floor with the same look: the compact box by hand, receipts that open in place among it, in English alone, without a
// framework, options or languages. `BOX` and `CSS`, the widget's own sheet, are put there.
const box = BOX
const css = CSS
const page = `${new URL(script.src).origin}/topics/${box.topic}`
const MONTHS = 'January February March April May June July August September October November December'.split(' ')
const HEADINGS = {
  agreed: 'Said to be agreed',
  claimed: 'Said',
  disputed: 'Disputed',
  denied: 'Denied',
  planned: 'Expected next',
  reported: 'Reported',
  unknowns: 'Not in these sources',
}
const COMPACT = [['agreed'], ['disputed', 'denied'], ['claimed'], ['planned'], ['reported']]

const element = (name, attributes, ...children) => {
  const made = document.createElement(name)
  for (const attribute in attributes) made.setAttribute(attribute, attributes[attribute])
  made.append(...children)
  return made
}
const link = (href, text, attributes) => element('a', { href, ...attributes }, text)

const formatDate = (text, hasYear) => {
  const [year, month, day] = text.split(/\D/)
  return [day && +day, MONTHS[month - 1], hasYear && year].filter(Boolean).join(' ')
}
const formatDates = (first, last, hasYear) => {
  const [from, to] = [formatDate(first, hasYear), formatDate(last, hasYear)]
  return from === to ? to : `${from} – ${to}`.replace(/^(.*?)( .*|)( – .*)\2$/, '$1$3$2')
}
const formatMoment = ({ startDate, endDate = startDate, datePrecision }) =>
  formatDates(startDate, endDate) + (datePrecision === 'approximate' ? ', day not given' : '')

let open
const announcement = element('p', { class: 'unseen', role: 'status' })
const closeReceipt = () => {
  if (!open) return
  const { mark, panel } = open
  if (panel.contains(root.activeElement)) mark.focus()
  panel.remove()
  mark.setAttribute('aria-expanded', false)
  announcement.textContent = ''
  open = undefined
}
const openReceipt = (mark, label, citation, article, quote) => {
  const wasOpen = open?.mark === mark
  closeReceipt()
  if (wasOpen) return
  const blank = { target: '_blank', rel: 'noopener' }
  const passage = /^https?:/.test(citation.url) ? [link(citation.url, 'Open at the passage', blank)] : []
  const words = quote
    ? [element('p', {}, 'In the source’s words: ', element('q', { lang: quote.inLanguage, dir: 'auto' }, quote.text))]
    : []
  const about = `${article.genre}${article.datePublished ? `, ${formatDate(article.datePublished, true)}` : ''}`
  const panel = element(
    'div',
    { class: 'receipt', role: 'group', 'aria-label': label },
    element('p', {}, element('b', {}, article.publisher), ' ', element('span', {}, about)),
    ...words,
    element('p', { class: 'soft' }, element('bdi', {}, 'Our note:'), ` ${article.outletNote.text}`),
    element('p', { class: 'links' }, ...passage, link(`${page}/verify`, 'Check it yourself', blank)),
  )
  const item = mark.closest('li')
  if (item) item.append(panel)
  else mark.closest('p').after(panel)
  mark.setAttribute('aria-expanded', true)
  announcement.textContent = label
  open = { mark, panel }
}

const drawMark = (citation, quote) => {
  const index = box.articles.findIndex(({ id }) => id === citation.article)
  const label = `Source ${index + 1}: ${citation.name}`
  const mark = link(`${page}#${citation.article}`, index + 1, { 'aria-label': label, 'aria-expanded': false })
  mark.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    openReceipt(mark, label, citation, box.articles[index], quote)
  }
  return mark
}
const drawText = (sentences, className, name = 'p') =>
  element(
    name,
    className ? { class: className } : {},
    ...sentences.flatMap(({ text, citations, quote }, index) => [
      index ? ` ${text}` : text,
      ...(citations[0] ? [element('sup', {}, ...citations.map((citation) => drawMark(citation, quote)))] : []),
    ]),
  )

const drawEnd = (moment) => element('p', {}, element('b', {}, formatMoment(moment)), element('bdi', {}, moment.name))
const drawStrip = ({ first, last, days }) =>
  element('div', { class: 'strip' }, element('small', {}, `${days} days`), drawEnd(first), drawEnd(last))

const describeClaimant = ({ name, roleName }) =>
  `${name}, ${box.articles.find(({ publisher }) => publisher === name)?.genre ?? roleName}`
const drawPart = (lead, { claimant, statements }) => {
  const others = statements.filter((statement) => statement !== lead)
  if (!others[0]) return []
  const heading = claimant ? [element('h4', {}, describeClaimant(claimant))] : []
  return [...heading, element('ul', {}, ...others.map((one) => drawText([one], '', 'li')))]
}
const drawRow = ({ name, count, parts }) => {
  const statements = parts.flatMap((part) => part.statements)
  const [lead] = statements
  const label = HEADINGS[name]
  const all = link(`${page}?status=${name}#statements`, `All ${count} in the full record`)
  const more = element(
    'div',
    { class: 'more' },
    ...parts.flatMap((part) => drawPart(lead, part)),
    ...(count > statements.length ? [element('p', { class: 'all' }, all)] : []),
  )
  const summary = element('summary', { 'aria-label': `More: ${label}` })
  const row = element(
    'div',
    { class: `row ${name} led`, part: 'section' },
    element('h3', {}, label, ' ', element('small', {}, count)),
    drawText([lead], 'lead'),
    ...(count > 1 ? [element('details', { 'data-part': name }, summary, more)] : []),
  )
  row.onclick = ({ target }) => {
    if (target.closest('.lead') && !target.closest('a') && !String(getSelection())) summary.click()
  }
  return row
}
const listRows = () => {
  const chosen = COMPACT.flatMap(
    (some) => some.map((name) => box.groups.find(({ status }) => status === name)).find(Boolean) ?? [],
  )
  const unknowns = box.unknowns.map((unknown) => ({ ...unknown, citations: [] }))
  return [
    ...chosen.slice(0, 3).map(({ status, count, parts }) => ({ name: status, count, parts })),
    { name: 'unknowns', count: box.counts.unknowns, parts: [{ statements: unknowns }] },
  ]
}

const drawOutlet = ({ id, url, name, genre, outletNote }, index) =>
  element(
    'span',
    {},
    element('bdi', {}, index + 1),
    ' ',
    element('bdi', {}, link(url ?? `${page}#${id}`, name)),
    `, ${genre}${outletNote.brief ? ` ${outletNote.brief}` : ''}`,
  )
const drawFooter = () =>
  element(
    'footer',
    {},
    ...box.articles.map(drawOutlet),
    link(`${page}/verify`, 'Check the citations'),
    element('span', {}, `Updated ${formatDate(box.dateModified.slice(0, 10), true)} · `, link(page, 'Full record')),
  )

const host = element('floor-box', {})
const root = host.attachShadow({ mode: 'open' })
const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
root.adoptedStyleSheets = [sheet]
const months = box.temporalCoverage.split('/').map((date) => date.slice(0, 7))
root.append(
  element(
    'section',
    { class: 'light', tabindex: '-1', 'aria-label': box.name, lang: 'en', dir: 'ltr' },
    element(
      'article',
      { part: 'box' },
      element(
        'p',
        { class: 'kicker' },
        element('b', {}, 'Fact box'),
        element('span', {}, formatDates(...months, true)),
      ),
      element(
        'div',
        { class: 'top' },
        element(
          'header',
          {},
          element('h2', { part: 'title' }, box.name),
          drawText(box.abstract.slice(0, box.lede), 'lede'),
        ),
        drawStrip(box.strip),
      ),
      ...listRows().map(drawRow),
      drawFooter(),
    ),
    announcement,
  ),
)
root.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') closeReceipt()
})
script.replaceWith(host)
