/** The guide and the types list exactly the options, events and properties that a publisher may use. */
import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleWidget } from '../../widget/build/bundle.ts'
import { OPTION_NAMES, ROWS } from '../../widget/options.ts'

const read = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')
const list = (text: string, pattern: RegExp) => [...new Set(text.match(pattern))].toSorted()

let readme: string
let types: string
let rows: [name: string, values: string][]
let widget: Awaited<ReturnType<typeof bundleWidget>>

beforeAll(async () => {
  ;[readme, types, widget] = await Promise.all([read('widget/README.md'), read('widget/widget.d.mts'), bundleWidget()])
  const table = readme.slice(readme.indexOf('| option |'), readme.indexOf('## Looks'))
  rows = [...table.matchAll(/^\| `([\w-]+)` \| (.*?) \|/gm)].map(([, name = '', values = '']) => [name, values])
})

const values = (option: string) => rows.find(([name]) => name === option)?.[1] ?? ''

describe('the README', () => {
  it('has a row for every option', () => {
    expect(rows.map(([name]) => name)).toEqual([...OPTION_NAMES, 'origin', 'data-target'])
  })

  it('names every section', () => {
    expect(list(values('sections'), /[a-z]+(?=`)/g)).toEqual(ROWS.toSorted())
  })

  it('names every property and every part that a page may style', () => {
    expect(list(readme, /--fb-[\w-]+/g)).toEqual(list(widget.css, /--fb-[\w-]+/g))
    const parts = list(widget.script, /(?<=part:\w+\.isPage\?void 0:")[\w-]+/g)
    expect(list(readme, /(?<=::part\()[\w-]+/g)).toEqual(parts)
    expect(parts.length).toBeGreaterThan(0)
  })
})

describe('the types', () => {
  it('have every attribute', () => {
    const attributes = types.slice(
      types.indexOf('interface FactBoxAttributes'),
      types.indexOf('interface FactBoxProps'),
    )
    expect(list(attributes, /(?<=^ {2}'?)[a-z-]+(?='?\??:)/gm)).toEqual([...OPTION_NAMES, 'origin'].toSorted())
  })
})
