import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { ATTRIBUTES } from '../../widget/config.ts'
import { SECTIONS } from '../../widget/sections.ts'

const README = new URL('../../README.md', import.meta.url)

it('the README names every option of the box and every section, and no other', async () => {
  const text = await readFile(README, 'utf8')
  const table = text.slice(text.indexOf('| option |'), text.indexOf('The box lives in a shadow root'))
  const rows = [...table.matchAll(/^\| `([\w-]+)` \| (.*?) \|/gm)].map(
    ([, name = '', values = '']) => [name, values] as const,
  )
  expect(rows.map(([name]) => name)).toEqual([...ATTRIBUTES, 'data-target'])
  const sections = rows.find(([name]) => name === 'sections')?.[1].match(/[a-z]+(?=`)/g)
  expect(sections?.toSorted()).toEqual(Object.keys(SECTIONS).toSorted())
})
