/** What the desk writes into files that people also edit by hand. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { buildRelease } from '../../data/build/index.ts'
import type { Path } from '../../data/checks/finding.ts'
import { parseTopic } from '../../data/checks/parse.ts'
import type { Content } from '../../data/desk/api.ts'
import { listIn, setIn } from '../../data/desk/client/paths.ts'
import { mergeContent } from '../../data/desk/merge.ts'
import { createTopicFolder, readTopicFiles, saveTopicFiles } from '../../data/desk/topic-folder.ts'
import { writeYaml } from '../../data/desk/write-yaml.ts'
import { HARBOUR, readTexts } from '../unit/real-topic.ts'

const LIST = `# The head of the file.

- id: first # kept beside
  # above the name
  name: First
  citations:
    - article: a # by hand
      start: 1

# above the second
- id: second
  name: 'Second: quoted'
  flags: [a, b]
`

describe('writing YAML', () => {
  it('changes nothing where nothing changed', () => {
    for (const text of [LIST, ...Object.values(readTexts())]) expect(writeYaml(text, parse(text))).toBe(text)
  })

  it('keeps every comment, and changes only the lines of the edit', () => {
    const content = parse(LIST)
    content[1].name = 'Second'
    content[0].citations.push({ article: 'b', start: 2 })
    expect(writeYaml(LIST, content)).toBe(
      LIST.replace("'Second: quoted'", "'Second'").replace(
        '      start: 1\n',
        '      start: 1\n    - article: b\n      start: 2\n',
      ),
    )
  })

  it('gives the same release, byte for byte, as a topic written by hand', () => {
    const texts = readTexts()
    const written = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, writeYaml('', parse(text))]))
    const stamp = { release: 1, datePublished: '2031-03-12T00:00:00Z', dateModified: '2031-03-12T00:00:00Z' }
    const [byHand, byDesk] = [texts, written].map((files) => {
      const { authored } = parseTopic(files)
      return authored && buildRelease(authored, stamp)
    })
    expect(byHand).toBeDefined()
    expect(byDesk).toEqual(byHand)
  })

  it('gives the same release when it was written bit by bit, in any order', async () => {
    const topics = await mkdtemp(join(tmpdir(), 'desk-'))
    const stamp = { release: 1, datePublished: '2031-03-12T00:00:00Z', dateModified: '2031-03-12T00:00:00Z' }
    const byHand = parseTopic(readTexts()).authored
    if (!byHand) throw new Error('the real topic is wrong')
    const { topic, parties, articles, events, statements } = byHand
    const whole = { topic, parties, articles, events, statements } as Content
    type Edit = (content: Content) => Content
    const set =
      (path: Path, value: unknown): Edit =>
      (content) =>
        setIn(content, path, value) as Content
    const insert =
      (list: Path, all: readonly unknown[], index: number): Edit =>
      (content) => {
        const wanted = new Set([...listIn(content, list), all[index]].map((item) => JSON.stringify(item)))
        return setIn(
          content,
          list,
          all.filter((item) => wanted.has(JSON.stringify(item))),
        ) as Content
      }
    const lists: [Path, readonly unknown[]][] = [
      [['articles'], articles],
      [['events'], events],
      [['statements'], statements],
      [['parties', 'people'], parties.people],
      [['parties', 'organizations'], parties.organizations],
    ]
    const edits = [
      ...Object.entries(topic).map(([key, value]) => set(['topic', key], value)),
      ...lists.flatMap(([list, all]) => all.map((_, index) => insert(list, all, index))),
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(edits, { minLength: edits.length }),
        fc.nat(1_000_000),
        async (order, run) => {
          const id = `bit-by-bit-${run}`
          await createTopicFolder(topics, id, 'A name')
          const folder = join(topics, id)
          let files = await readTopicFiles(folder)
          for (const [at, edit] of order.entries()) {
            const content = edit(files.content)
            // Saves after a few edits, as an editor does.
            if (at % 7 === 6 || at === order.length - 1) {
              const saved = await saveTopicFiles(folder, { content: (await readTopicFiles(folder)).content }, content)
              if (saved.kind !== 'saved') throw new Error(saved.kind)
              files = saved.files
            } else files = { ...files, content }
          }
          expect(files.content).toEqual(whole)
          const { authored, findings } = parseTopic(files.texts)
          expect(findings).toEqual([])
          expect(authored && buildRelease(authored, stamp)).toEqual(buildRelease(byHand, stamp))
        },
      ),
      { numRuns: 2 },
    )
  })

  it('moves an item with its comments', () => {
    const content = parse(LIST)
    const moved = writeYaml(LIST, [content[1], content[0]])
    expect(parse(moved)).toEqual([content[1], content[0]])
    for (const comment of LIST.match(/#.*/g) ?? []) expect(moved).toContain(comment)
  })

  it('keeps the comments of the remaining items through 50 random edits of the real topic', () => {
    const { statements } = readTexts(HARBOUR)
    const word = fc.stringMatching(/^[A-Za-z][A-Za-z #:'-]{0,20}[A-Za-z]$/)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(), word), { minLength: 50, maxLength: 50 }), (edits) => {
        const commented = statements.replace(/^- id: (.*)$/gm, '# above $1\n- id: $1 # beside $1')
        let text = commented
        const content = parse(commented) as { id: string; text: string; about?: string[] }[]
        for (const [kind, at, words] of edits) {
          const item = content[at % content.length]
          if (!item) continue
          if (kind % 4 === 0) item.text = words
          if (kind % 4 === 1) item.about = [...(item.about ?? []), 'made-up']
          if (kind % 4 === 2)
            content.splice(
              at % content.length,
              1,
              ...(content.length > 1 ? [content[(at + 1) % content.length] ?? item] : [item]),
            )
          if (kind % 4 === 2)
            content.splice(0, content.length, ...new Map([...content, item].map((each) => [each.id, each])).values())
          if (kind % 4 === 3) content.push(...content.splice(at % content.length, 1))
          text = writeYaml(text, content)
          expect(parse(text)).toEqual(content)
        }
        for (const { id } of content) {
          expect(text).toContain(`# above ${id}\n`)
          expect(text).toContain(`# beside ${id}\n`)
        }
      }),
      { numRuns: 5 },
    )
  })
})

describe('merging', () => {
  const base = {
    name: 'A',
    list: [
      { id: 'x', a: 1, b: 1 },
      { id: 'y', a: 2 },
    ],
  }

  it('takes both edits where they touch different fields or items', () => {
    const mine = {
      name: 'B',
      list: [
        { id: 'x', a: 5, b: 1 },
        { id: 'y', a: 2 },
        { id: 'm', a: 3 },
      ],
    }
    const theirs = {
      name: 'A',
      list: [
        { id: 'x', a: 1, b: 7 },
        { id: 't', a: 4 },
        { id: 'y', a: 2 },
      ],
    }
    expect(mergeContent(base, mine, theirs)).toEqual({
      content: {
        name: 'B',
        list: [
          { id: 'x', a: 5, b: 7 },
          { id: 't', a: 4 },
          { id: 'y', a: 2 },
          { id: 'm', a: 3 },
        ],
      },
      conflicts: [],
    })
  })

  it('removes what one side removed and the other did not change', () => {
    const mine = { ...base, list: base.list.slice(1) }
    expect(mergeContent(base, mine, { ...base, name: 'T' }).content).toEqual({ ...mine, name: 'T' })
    expect(mergeContent(base, { ...base, name: 'T' }, mine).content).toEqual({ ...mine, name: 'T' })
  })

  it('reports what both sides changed', () => {
    const [x, y] = base.list
    const { conflicts } = mergeContent(
      base,
      { ...base, list: [{ ...x, a: 5 }, y] },
      { ...base, list: [{ ...x, a: 6 }, y] },
    )
    expect(conflicts).toEqual([{ path: ['list', 'x', 'a'], mine: 5, theirs: 6 }])
    expect(mergeContent(base, { ...base, list: [y] }, { ...base, list: [{ ...x, a: 6 }, y] }).conflicts).toHaveLength(1)
  })
})

describe('a topic’s folder', () => {
  async function create() {
    const topics = await mkdtemp(join(tmpdir(), 'desk-'))
    await createTopicFolder(topics, 'made-up', 'A made-up topic')
    const folder = join(topics, 'made-up')
    return { folder, base: await readTopicFiles(folder), path: join(folder, 'topic.yml') }
  }
  const rename = (content: Awaited<ReturnType<typeof create>>['base']['content'], name: string) => ({
    ...content,
    topic: { ...(content.topic as object), name },
  })

  it('never loses an edit from outside between reading and saving', async () => {
    const { folder, base, path } = await create()
    await writeFile(
      path,
      (await readFile(path, 'utf8')).replace('attributionText: "', '# by hand\nattributionText: "My '),
    )
    const saved = await saveTopicFiles(folder, base, rename(base.content, 'Another name'))
    expect(saved.kind).toBe('saved')
    expect(await readFile(path, 'utf8')).toMatch(
      /name: Another name\n(?:.*\n)*# by hand\nattributionText: "My Fact box/,
    )
  })

  it('does not overwrite a file that is no longer valid YAML', async () => {
    const { folder, base, path } = await create()
    await writeFile(path, 'name: "half')
    expect(await saveTopicFiles(folder, base, rename(base.content, 'Mine'))).toMatchObject({
      kind: 'failure',
      problem: expect.stringContaining('topic.yml was changed and is no longer valid YAML'),
    })
    expect(await readFile(path, 'utf8')).toBe('name: "half')
  })

  it('writes nothing while both sides changed the same field, and then what was decided', async () => {
    const { folder, base, path } = await create()
    await writeFile(path, (await readFile(path, 'utf8')).replace('name: A made-up topic', 'name: Theirs'))
    const before = await readFile(path, 'utf8')
    const refused = await saveTopicFiles(folder, base, rename(base.content, 'Mine'))
    expect(refused).toMatchObject({
      kind: 'conflict',
      conflicts: [{ file: 'topic', path: ['name'], mine: 'Mine', theirs: 'Theirs' }],
    })
    expect(await readFile(path, 'utf8')).toBe(before)
    const theirs = await readTopicFiles(folder)
    expect((await saveTopicFiles(folder, theirs, rename(theirs.content, 'Mine'))).kind).toBe('saved')
    expect(await readFile(path, 'utf8')).toBe(before.replace('Theirs', 'Mine'))
  })
})
