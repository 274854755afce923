/** `verify` and `cite` as an editor runs them, on the test's own topic and sources. */
import { execFileSync } from 'node:child_process'
import { readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Report } from '../../data/cli/verify-report.ts'
import type { Citation } from '../../data/schema/entities.ts'
import { CLI, editFile, runNode } from '../fixtures/processes.ts'
import {
  GAZETTE,
  GAZETTE_DOCUMENT,
  LETTER,
  type SyntheticTopic,
  TOPIC,
  writeSyntheticTopic,
} from '../fixtures/synthetic-topic.ts'

/** Each run is a separate process. */
const TIMEOUT_MS = 180_000

let workplace: SyntheticTopic

beforeEach(async () => {
  workplace = await writeSyntheticTopic()
})

const runBare = (...args: string[]) => runNode([CLI, ...args])
const run = (...args: string[]) =>
  runBare(...args, '--topics', workplace.topicsFolder, '--sources', workplace.sourcesFolder)

async function verifyJson(): Promise<{ code: number; isVerified: boolean; report: Report }> {
  const { code, stdout } = await run('verify', '--json')
  const { isVerified, topics } = JSON.parse(stdout) as { isVerified: boolean; topics: [Report] }
  return { code, isVerified, report: topics[0] }
}

const editGazette = (from: string, to: string) =>
  writeFile(join(workplace.sourcesFolder, 'gazette.txt'), GAZETTE_DOCUMENT.replaceAll(from, to))

describe('verify', { timeout: TIMEOUT_MS }, () => {
  it('reports with --list each citation exact, each quote verbatim, and ends with the count', async () => {
    const { code, stdout, stderr } = await run('verify', '--list')
    expect(stderr).toBe('')
    expect(stdout).toContain('exact     statements.yml › good-day › citations › 1\n')
    expect(stdout).toContain('exact     articles.yml › letter-on-the-ferry › summary › 3 › citations › 1\n')
    expect(stdout).toContain('verbatim  statements.yml › good-day › quote\n')
    expect(stdout.trimEnd().endsWith(`${TOPIC}: 14 of 14 exact, 1 of 1 quote verbatim`)).toBe(true)
    expect(code).toBe(0)
  })

  it('prints a line for each article with its digest, and the total', async () => {
    const { code, stdout } = await run('verify')
    const digest = '[0-9a-f]{64}'
    expect(stdout.trimEnd().split('\n')).toEqual([
      expect.stringMatching(new RegExp(`^${GAZETTE}: \\d+ of \\d+ receipts hold; unchanged, sha256 ${digest}$`)),
      expect.stringMatching(new RegExp(`^${LETTER}: \\d+ of \\d+ receipts hold; unchanged, sha256 ${digest}$`)),
      `${TOPIC}: 14 of 14 exact, 1 of 1 quote verbatim`,
    ])
    expect(code).toBe(0)
  })

  it('fails exactly the citations over a changed word, and names the changed source', async () => {
    await editGazette('forty', 'fifty')
    const { code, isVerified, report } = await verifyJson()
    expect([code, isVerified, report.exact]).toEqual([1, false, 13])
    const failed = report.citations.filter(({ verdict }) => verdict !== 'exact')
    expect(failed).toMatchObject([
      { place: `articles.yml › ${GAZETTE} › summary › 2 › citations › 1`, verdict: 'missing' },
    ])
    expect(report.sources).toEqual([
      { article: GAZETTE, state: 'changed', textDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { article: LETTER, state: 'unchanged', textDigest: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ])
    const { stdout } = await run('verify')
    expect(stdout).toContain(`${GAZETTE}: the source, or which of its lines are the article, has changed`)
    expect(stdout).toContain(`textDigest: ${report.sources[0]?.textDigest}`)
    expect(stdout).toMatch(
      /^missing .*summary › 2 › citations › 1: .*\n {4}expected: words with sha256 .*\n {4}found: {4}“.*fifty/m,
    )
    expect(stdout).not.toMatch(/^exact/m)
    expect(stdout.trimEnd().endsWith('13 of 14 exact, 1 of 1 quote verbatim')).toBe(true)
  })

  it('finds passages that a change of length moved, and prints locators that are exact once pasted', async () => {
    await editGazette('forty', 'one hundred')
    const { code, report } = await verifyJson()
    expect(code).toBe(1)
    const verdicts = Object.groupBy(report.citations, ({ verdict }) => verdict)
    expect(verdicts.missing).toHaveLength(1)
    expect(verdicts.moved?.map(({ place }) => place)).toEqual([
      'events.yml › return › citations › 2',
      'statements.yml › second-boat › citations › 1',
      'parties.yml › organizations › harbour-office › roles › 1 › citations › 1',
      `articles.yml › ${GAZETTE} › summary › 3 › citations › 1`,
    ])
    const { stdout } = await run('verify')
    for (const { locator, movedTo } of verdicts.moved ?? []) {
      expect(stdout).toMatch(new RegExp(`locator:\\n +start: ${movedTo?.start}\\n +end: ${movedTo?.end}\\n`))
      if (movedTo) await replaceLocator(locator, movedTo)
    }
    await repair('The boat carries one hundred people', verdicts.missing?.[0]?.locator)
    expect((await verifyJson()).report).toMatchObject({ exact: 14, total: 14 })
  })

  it('reports an altered quote', async () => {
    await editGazette('both shores', 'all shores')
    const { report } = await verifyJson()
    expect(report.quotes).toEqual([
      { place: 'statements.yml › good-day › quote', text: 'a good day for both shores', verdict: 'altered' },
    ])
  })

  it('names the source that it cannot read, and checks the others', async () => {
    await rm(join(workplace.sourcesFolder, 'letter.txt'))
    const { code, stdout, stderr } = await run('verify')
    expect(code).toBe(1)
    expect(stdout).toContain(
      `${LETTER}: cannot read ${join(workplace.sourcesFolder, 'letter.txt')} (it does not exist)`,
    )
    expect(stdout).toContain('unchecked topic.yml › abstract › 1 › citations › 2')
    expect(stdout.trimEnd()).toMatch(/10 of 14 exact, \d of 1 quote verbatim$/)
    expect(stdout + stderr).not.toMatch(/^ {4}at /m)
  })
})

describe('the record of the verification', { timeout: TIMEOUT_MS }, () => {
  const publish = (...options: string[]) =>
    runBare('publish', ...options, '--topics', workplace.topicsFolder, '--state', workplace.stateFolder)
  const editStatements = (from: string, to: string) =>
    editFile(join(workplace.topicsFolder, TOPIC, 'statements.yml'), from, to)

  it('is required by publish, and an altered quote or citation is not published', async () => {
    await rm(join(workplace.topicsFolder, TOPIC, 'verified.json'))
    const refused = await publish()
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('verify --sources DIR')])
    await run('verify')
    expect(await publish()).toMatchObject({
      code: 0,
      stderr: '',
      stdout: expect.stringContaining('release 1 published'),
    })
    await editStatements('The mayor welcomed the return', 'The mayor welcomed the ferry')
    expect(await publish()).toMatchObject({ code: 0, stdout: expect.stringContaining('release 2 published') })
    await editStatements('a good day for both shores', 'a great day for both shores')
    expect(await publish()).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('have changed since verify'),
    })
    expect(await publish('--dry-run')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 item would change'),
      stderr: expect.stringContaining('have changed since verify'),
    })
    await run('verify')
    expect((await publish()).code).toBe(1)
    const unverified = await publish('--unverified')
    expect(unverified).toMatchObject({ code: 0, stderr: expect.stringContaining('because of --unverified') })
    expect(unverified.stdout).toContain('release 3 published')
  })

  it('is kept when a source is unavailable, and removed when one no longer matches', async () => {
    await run('verify')
    const path = join(workplace.topicsFolder, TOPIC, 'verified.json')
    const stamp = await readFile(path, 'utf8')
    await rm(join(workplace.sourcesFolder, 'letter.txt'))
    expect((await run('verify')).code).toBe(1)
    expect(await readFile(path, 'utf8')).toBe(stamp)
    await writeFile(join(workplace.sourcesFolder, 'letter.txt'), 'Another letter.\n')
    expect((await run('verify')).code).toBe(1)
    await expect(readFile(path)).rejects.toThrow('ENOENT')
  })
})

describe('an invalid call', { timeout: TIMEOUT_MS }, () => {
  it.each([
    ['check', ['check', 'harbour-fery']],
    ['verify', ['verify', 'harbour-fery', '--sources', '.']],
    ['cite', ['cite', 'harbour-fery', GAZETTE, 'words', '--sources', '.']],
  ])('of %s names an unknown topic once', async (_, args) => {
    const { code, stdout, stderr } = await runBare(...args, '--topics', workplace.topicsFolder)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr.match(/harbour-fery/g)).toHaveLength(1)
    expect(stderr).toContain(`there is no topic harbour-fery; there are ${TOPIC}`)
  })

  it.each([
    ['verify', ['verify', TOPIC]],
    ['cite', ['cite', TOPIC, GAZETTE, 'words']],
  ])('of %s names a missing folder of sources once', async (_, args) => {
    const { code, stderr } = await runBare(...args, '--sources', 'nowhere', '--topics', workplace.topicsFolder)
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^nowhere is not a folder; name the one with/)])
  })

  it('names an unknown option, in one line', async () => {
    const { code, stderr } = await runBare('check', '--remot')
    expect([code, stderr.split('\n')[0]]).toEqual([2, "Unknown option '--remot'"])
  })
})

describe('cite', { timeout: TIMEOUT_MS }, () => {
  it('prints a citation as data with --json', async () => {
    const { code, stdout } = await run('cite', TOPIC, GAZETTE, 'The boat  carries forty people', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ article: GAZETTE, locator: { start: 124, end: 153 } })
  })

  it('makes the text fragment from the passage, not from the typed words', async () => {
    const articles = join(workplace.topicsFolder, TOPIC, 'articles.yml')
    await editFile(articles, '  headline:', '  url: https://a.example/b\n  headline:')
    const { stdout } = await run('cite', TOPIC, GAZETTE, 'The boat … harbour office said', '--json')
    const { textFragmentUrl, locator } = JSON.parse(stdout) as Citation
    expect(textFragmentUrl).toBe(
      'https://a.example/b#:~:text=The%20boat%20carries%20forty,the%20harbour%20office%20said',
    )
    expect(locator).toMatchObject({ start: 124 })
  })

  it('quotes the words as the source writes them, and cites nothing when it does not find the last ones', async () => {
    await writeFile(join(workplace.sourcesFolder, 'letter.txt'), 'The pier’s “end” – at last – is long.\n')
    expect(await run('cite', TOPIC, LETTER, 'the pier\'s "end" - at last')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('it has them as: The pier’s “end” – at last\n'),
    })
    expect(await run('cite', TOPIC, LETTER, 'The pier … zebra crossings')).toMatchObject({ code: 1, stdout: '' })
  })

  it('finds ellipses that the source itself has', async () => {
    await writeFile(join(workplace.sourcesFolder, 'letter.txt'), 'The pier … is long. The pier is long.\n')
    const { stdout } = await run('cite', TOPIC, LETTER, 'The pier … is long', '--json')
    expect(JSON.parse(stdout)).toMatchObject({ locator: { start: 0, end: 18 } })
  })

  it('takes one passage, and refuses words without quotes', async () => {
    const { code, stderr } = await run('cite', TOPIC, GAZETTE, 'The', 'boat', 'carries')
    expect([code, stderr]).toEqual([2, expect.stringContaining('in one pair of quotes')])
  })

  it('lists the articles of the topic when the named one does not exist', async () => {
    const { code, stderr } = await run('cite', TOPIC, 'nothing', 'words')
    expect([code, stderr]).toEqual([1, expect.stringContaining(`there are ${GAZETTE}, ${LETTER}`)])
  })

  it('cites although another article is incomplete', async () => {
    const articles = join(workplace.topicsFolder, TOPIC, 'articles.yml')
    await writeFile(articles, `${await readFile(articles, 'utf8')}- id: half\n`)
    expect((await run('cite', TOPIC, GAZETTE, 'The boat carries forty people')).code).toBe(0)
  })

  it('names the source that it cannot read', async () => {
    await rm(join(workplace.sourcesFolder, 'letter.txt'))
    const { code, stderr } = await run('cite', TOPIC, LETTER, 'the pier')
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^letter-on-the-ferry: cannot read .*letter\.txt/)])
  })

  it.each([
    ['a named pipe', async (path: string) => execFileSync('mkfifo', [path]), 'not a regular file'],
    ['a link out of the folder', (path: string) => symlink('/etc/hostname', path), 'outside the folder'],
    ['in another encoding', (path: string) => writeFile(path, Buffer.from('Caf\u00e9', 'latin1')), 'not UTF-8'],
  ])('reads no source that is %s', async (_, make, reason) => {
    const path = join(workplace.sourcesFolder, 'letter.txt')
    await rm(path)
    await make(path)
    const { code, stderr } = await run('cite', TOPIC, LETTER, 'the pier')
    expect([code, stderr]).toEqual([1, expect.stringContaining(reason)])
  })
})

type Locator = Citation['locator']

/** Replaces a locator as an editor would paste it, in whichever file contains it. */
async function replaceLocator(from: Locator, to: Locator): Promise<void> {
  for (const name of ['topic', 'parties', 'articles', 'events', 'statements']) {
    const path = join(workplace.topicsFolder, TOPIC, `${name}.yml`)
    const text = await readFile(path, 'utf8')
    const pattern = new RegExp(`start: ${from.start}\\n( +)end: ${from.end}\\n +sha256: "?${from.sha256}"?`, 'g')
    await writeFile(
      path,
      text.replace(
        pattern,
        (_, indent) => `start: ${to.start}\n${indent}end: ${to.end}\n${indent}sha256: "${to.sha256}"`,
      ),
    )
  }
}

async function repair(words: string, locator: Locator | undefined): Promise<void> {
  const { stdout } = await run('cite', TOPIC, GAZETTE, words, '--json')
  if (locator) await replaceLocator(locator, (JSON.parse(stdout) as Citation).locator)
}
