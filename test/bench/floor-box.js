// The floor: the box's content by hand, without a framework, options, languages or care. `BOX` is put there.
const box = BOX
const element = (name, ...children) => {
  const made = document.createElement(name)
  made.append(...children)
  return made
}
const link = ({ name, url }) => Object.assign(element('a', name), { href: url })
const cited = ({ text, citations }) => [text, ...citations.flatMap((citation) => [' ', link(citation)])]
const list = (items, draw) => element('ul', ...items.map((item) => element('li', ...draw(item))))
const host = element('floor-box')
const root = host.attachShadow({ mode: 'open' })
const sheet = new CSSStyleSheet()
sheet.replaceSync('article { font: 16px/1.5 serif; padding: 16px; border: 1px solid #aaa } a { font-size: 12px }')
root.adoptedStyleSheets = [sheet]
const event = ({ name, startDate = '', facts }) => [
  element('h4', name),
  element('time', startDate),
  list(
    facts.flatMap(({ values }) => values),
    cited,
  ),
]
const sections = box.groups.map(({ status, parts }) =>
  element(
    'section',
    element('h3', status),
    list(
      parts.flatMap(({ statements }) => statements),
      cited,
    ),
  ),
)
root.append(
  element(
    'article',
    element('h2', box.name),
    ...box.abstract.map((sentence) => element('p', ...cited(sentence))),
    element('h3', 'Timeline'),
    list(box.events, event),
    ...sections,
    list(box.parties, ({ name, roles }) => [name, ': ', roles.join(', ')]),
    list(box.articles, ({ publisher, headline }) => [publisher, ': ', headline]),
    list(box.unknowns, ({ text }) => [text]),
  ),
)
script.replaceWith(host)
