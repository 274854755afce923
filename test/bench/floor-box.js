// The floor: the compact box's content by hand, without a framework, options, languages, receipts or care. `BOX` is put there.
const box = BOX
const element = (name, ...children) => {
  const made = document.createElement(name)
  made.append(...children)
  return made
}
const link = (name, url) => Object.assign(element('a', name), { href: url })
const cited = ({ text, citations = [] }) => [text, ...citations.flatMap(({ name, url }) => [' ', link(name, url)])]
const list = (items) => element('ul', ...items.map((item) => element('li', ...cited(item))))
const host = element('floor-box')
const root = host.attachShadow({ mode: 'open' })
const sheet = new CSSStyleSheet()
sheet.replaceSync('article { font: 16px/1.5 serif; padding: 16px; border: 1px solid #aaa } a { font-size: 12px }')
root.adoptedStyleSheets = [sheet]
const rows = [
  ...box.groups.map(({ status, parts }) => [status, parts.flatMap(({ statements }) => statements)]),
  ['not known', box.unknowns],
]
root.append(
  element(
    'article',
    element('h2', box.name),
    element('p', ...box.abstract.slice(0, box.lede).flatMap(cited)),
    element('p', `${box.strip.first.startDate} ${box.strip.first.name}`),
    element('p', `${box.strip.last.startDate} ${box.strip.last.name}`),
    ...rows.map(([name, items]) => element('details', element('summary', `${name} ${items[0].text}`), list(items))),
    element('footer', ...box.articles.map(({ name, url = '#' }) => link(name, url)), ' ', link('Full record', '#')),
  ),
)
script.replaceWith(host)
