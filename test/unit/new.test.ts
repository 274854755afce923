import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createTopic, newTopic } from '../../data/cli/new.ts'
import { loadTopics } from '../../data/cli/topics.ts'

const PLACEHOLDER = /\[to do, ([^\]]+)\]/g

/** What an editor might write in place of each placeholder. */
const FILLED: Record<string, string | number> = {
  'the id of the article': 'gazette-on-kites',
  'the id of the event': 'kite-day',
  'the id of a person or organization': 'kite-keeper',
  'an id for the person': 'kite-keeper',
  'an id for the organization': 'invented-gazette',
  'an id for the open question': 'how-many-kites',
  'an id for the statement': 'wind-expected',
  'start of the passage': 0,
  'end of the passage': 12,
  'digest of the passage': 'a'.repeat(64),
  'digest of the whole text': 'b'.repeat(64),
  'first and last date joined by /': '2031-04-01/2031-04-02',
  'a date such as 2031-03-12': '2031-04-01',
  'the address of the article': 'https://gazette.example/kites',
  'a tag such as en or fa': 'en',
  'the genre': 'news',
  'the first line of the article': 3,
  'the last line of the article': 9,
  'the name of the person': 'Ada Kite',
  'the outlet': 'Invented Gazette',
  'who said what in our words': 'Ada Kite said wind was expected, according to the Invented Gazette.',
  'the precision': 'day',
  'the status': 'planned',
}

async function scaffold() {
  const topics = await mkdtemp(join(tmpdir(), 'topics-'))
  const created = await createTopic(topics, 'kite-day-in-town')
  if (created.kind === 'failure') throw new Error(created.problem)
  return { topics, files: created.files }
}

it('writes the five files, each with a comment at the top that explains it', async () => {
  const { files } = await scaffold()
  expect(files.map((file) => file.split('/').at(-1))).toEqual([
    'topic.yml',
    'parties.yml',
    'articles.yml',
    'events.yml',
    'statements.yml',
  ])
  for (const file of files) expect(await readFile(file, 'utf8')).toMatch(/^# [A-Z].*\n# /)
})

it('fails check with one finding for each placeholder, which it quotes', async () => {
  const { topics, files } = await scaffold()
  const placeholders = (await Promise.all(files.map((file) => readFile(file, 'utf8'))))
    // The comment that explains placeholders contains the first one of topic.yml.
    .map((text) => text.replace(/^#.*$/gm, ''))
    .flatMap((text) => [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''))
  const [topic] = await loadTopics(topics)
  expect(topic?.findings.map(({ value }) => JSON.parse(value ?? '[]')[1])).toEqual(placeholders)
  for (const { problem, remedy } of topic?.findings ?? []) {
    expect(problem).toMatch(/ is still to do$/)
    expect(remedy).toMatch(/^replace the brackets with .+$/)
  }
  expect(topic?.findings.map(({ remedy }) => remedy)).toContain('replace the brackets with the outlet')
})

it('passes check once an editor has replaced every placeholder', async () => {
  const { topics, files } = await scaffold()
  for (const file of files) {
    const text = await readFile(file, 'utf8')
    await writeFile(
      file,
      text.replace(PLACEHOLDER, (_, hint: string) => String(FILLED[hint] ?? `Filled in, ${hint}.`)),
    )
  }
  const [topic] = await loadTopics(topics)
  expect(topic?.findings).toEqual([])
  expect(topic?.authored?.topic.id).toBe('kite-day-in-town')
})

it('refuses a folder that exists, and leaves it unchanged', async () => {
  const { topics, files } = await scaffold()
  const [file = ''] = files
  await writeFile(file, 'mine')
  expect(await createTopic(topics, 'kite-day-in-town')).toMatchObject({
    kind: 'failure',
    problem: expect.stringContaining('exists already'),
  })
  expect(await readFile(file, 'utf8')).toBe('mine')
})

it.each(['Kite-Day', 'kite day', '../kites', '', 'kite_day', 'k'.repeat(81)])('refuses the id %j', async (id) => {
  const topics = await mkdtemp(join(tmpdir(), 'topics-'))
  expect(await createTopic(topics, id)).toMatchObject({ problem: expect.stringContaining('cannot be a topic’s id') })
  expect(await readdir(topics)).toEqual([])
})

it('refuses a call without an id', async () => {
  await expect(newTopic.run([], {})).rejects.toThrow('an id for the topic is needed')
})
