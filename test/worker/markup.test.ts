/** Only components produce HTML: no template string of the pages, the routes or the widget contains markup. */
import { expect, it } from 'vitest'

const SOURCES = import.meta.glob<string>(
  ['../../{worker/pages,worker/routes,widget}/**/*.{ts,tsx}', '!../../**/*.d.ts'],
  {
    query: '?raw',
    import: 'default',
    eager: true,
  },
)
const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm
/** A closing tag within any quotation marks; in components, within a template. */
const IN_STRING = /[`'"][^`'"\n]*<\/[a-z].*/
const IN_TEMPLATE = /`[^`\n}')]*<\/?[a-z].*/
/** The declarative shadow root around the rendered box. */
const ALLOWED = ['widget/render-to-html.ts']

it('no string contains it', () => {
  const found = Object.entries(SOURCES).map(([path, text]) => ({
    path: path.replace('../../', ''),
    markup: text.replace(COMMENTS, '').match(path.endsWith('.tsx') ? IN_TEMPLATE : IN_STRING)?.[0],
  }))
  expect(found.length).toBeGreaterThan(80)
  expect(found.filter(({ path, markup }) => markup !== undefined && !ALLOWED.includes(path))).toEqual([])
})
