import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { parseTopic } from '../../data/checks/parse.ts'
import { extractBody, verifyLocator } from '../../data/citations/locate.ts'
import { sha256Hex } from '../../data/citations/sha256.ts'
import { ingest, ingestInto } from '../../data/cli/ingest.ts'
import { createDraft, type Draft, type DraftChoices } from '../../data/ingest/draft.ts'
import { printDraft } from '../../data/ingest/draft-yaml.ts'
import { ingestPage } from '../../data/ingest/index.ts'
import { readTexts } from './real-topic.ts'
import { ASKING, HTML_PAGE, LINKS_AND_MENU, SECTIONED, TEASER_AND_LISTS, WRAPPED } from './saved-pages.ts'

const SOURCES = fileURLToPath(new URL('../fixtures/topic-sources/', import.meta.url))

async function draft(text: string, choices: DraftChoices = {}): Promise<Draft> {
  const drafted = await createDraft({ text }, 'page.txt', choices)
  if (drafted.kind === 'failure') throw new Error(drafted.problem)
  return drafted
}

async function save(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'ingest-')), name)
  await writeFile(file, content)
  return file
}

async function ingestSaved(name: string, content: string, keep?: string) {
  const ingested = await ingestInto(await save(name, content), keep, {})
  if (ingested.kind === 'failure') throw new Error(ingested.problem)
  return ingested
}

describe('the lines of the article', () => {
  it.each([
    ['a breadcrumb, a teaser and lists of other stories', TEASER_AND_LISTS],
    ['links for screen readers and a menu of sizes', LINKS_AND_MENU],
    ['wrapped paragraphs, a date and a notice', WRAPPED],
    ['a notice, a question as title and a link inside', ASKING],
    ['short sections under headlines', SECTIONED],
  ])('are all included, and no others, for a page with %s', async (_, page) => {
    const { source, cut, text, record } = await draft(page.text)
    expect(source).toEqual(page.body)
    expect(cut).toEqual([
      { firstLine: 1, lastLine: page.body.firstLine - 1 },
      ...(page === SECTIONED ? [] : [{ firstLine: page.body.lastLine + 1, lastLine: page.text.split('\n').length }]),
    ])
    expect(text).toBe(extractBody(page.text, page.body))
    expect(record.textDigest).toBe(await sha256Hex(text))
  })

  it('are the same with any line ending', async () => {
    for (const ending of ['\r\n', '\r']) {
      const { source } = await draft(TEASER_AND_LISTS.text.replaceAll('\n', ending))
      expect(source).toEqual(TEASER_AND_LISTS.body)
    }
  })

  it('can be chosen by the editor', async () => {
    const { source, text } = await draft(LINKS_AND_MENU.text, { from: 11, to: 13 })
    expect(source).toEqual({ firstLine: 11, lastLine: 13 })
    expect(text).toMatch(/^Another ringer/)
    expect((await draft(LINKS_AND_MENU.text, { to: 9 })).source).toEqual({ firstLine: 9, lastLine: 9 })
  })

  it('that look like navigation inside the body are marked, never dropped', async () => {
    const { doubtful } = await draft(TEASER_AND_LISTS.text)
    expect(doubtful).toEqual([{ firstLine: 13, lastLine: 13 }])
  })

  it.each([
    [{ from: 20, to: 9 }, 'lines 20 to 9 are not a range of a document of 18 lines'],
    [{ to: 400 }, 'lines 9 to 400 are not a range of a document of 18 lines'],
    [{ from: 2, to: 2 }, 'lines 2 to 2 are empty'],
  ])('%j are refused', async (choices, problem) => {
    const drafted = await createDraft({ text: LINKS_AND_MENU.text }, 'page.txt', choices)
    expect(drafted).toEqual({ kind: 'failure', problem: `page.txt: ${problem}` })
  })
})

describe('the record', () => {
  it('takes headline, outlet and dateline from the page, and never guesses the year', async () => {
    const { record, notes } = await draft(TEASER_AND_LISTS.text)
    expect(record).toMatchObject({
      id: 'market-clocks-return-is-voted-through',
      headline: "Market clock's return is voted through",
      publisher: 'Made-up Monitor',
      dateline: 'Old Harbour, June 3',
      inLanguage: 'en',
    })
    expect(record).not.toHaveProperty('datePublished')
    expect(notes.datePublished).toContain('the dateline gives no year')
    expect(notes.publisher).toContain('line 7')
  })

  it.each([
    ['the dateline', 'Old Harbour, 3 June 2031 – A made-up clock struck nine.', {}, '2031-06-03', /dateline/],
    ['a line above the article', WRAPPED.text, {}, '2031-04-14', /^Line 5 /],
    ['a longer line', ASKING.text, {}, '2031-05-03', /^Line 9 /],
    [
      'the URL',
      LINKS_AND_MENU.text,
      { url: 'https://bells.example/a/a-9-2031-07-05.html' },
      '2031-07-05',
      /web address/,
    ],
  ])('takes a date from %s, with its basis', async (_, text, choices, date, basis) => {
    const { record } = await draft(text, choices)
    expect(record).toMatchObject({ datePublished: date, dateBasis: expect.stringMatching(basis) })
  })

  it('takes the title above the article, even a question', async () => {
    expect((await draft(ASKING.text)).record.headline).toBe('Will the invented bridge ever open again?')
  })

  it('takes no date that the calendar does not have', async () => {
    const { record } = await draft('Old Harbour, 31 June 2031 – A made-up clock struck nine.')
    expect(record).not.toHaveProperty('datePublished')
  })

  it('equals what the second topic records of its sources, left to right and right to left', async () => {
    const english = await ingestPage(join(SOURCES, 'lantern-bay-courier.txt'))
    expect(english).toMatchObject({
      draft: {
        record: {
          publisher: 'Lantern Bay Courier',
          datePublished: '2031-03-12',
          textDigest: '48c08c3d5ddc7d4ac7521d9b97cde2eb44f73914c0eebe5925269bdaa6517bfc',
        },
      },
    })
    const persian = await ingestPage(join(SOURCES, 'peyk-fanus.txt'))
    expect(persian).toMatchObject({
      draft: {
        record: {
          headline: 'پل گردان خلیج فانوس بسته شد',
          inLanguage: 'fa',
          datePublished: '2031-03-12',
          textDigest: 'bef74e4439a9091faa27c0d0e3299380ae4f293ef144ab9078558b0149df43d4',
        },
      },
    })
  })

  it('proposes passages whose citations are exact', async () => {
    const { text, passages, record } = await draft(TEASER_AND_LISTS.text)
    expect(passages.length).toBeGreaterThanOrEqual(3)
    for (const { citation } of passages) {
      expect(citation.article).toBe(record.id)
      expect(await verifyLocator(text, citation.locator)).toBe('exact')
    }
    expect(passages[0]?.citation.locator.start).toBe(0)
  })
})

describe('a draft in articles.yml', () => {
  /** Checks the draft as the only record of the real topic's articles.yml. */
  const check = (yaml: string) => parseTopic({ ...readTexts(), articles: yaml }).findings

  it('fails check with one finding for each open task', async () => {
    const findings = check(printDraft(await draft(TEASER_AND_LISTS.text)))
    expect(findings.map(({ problem, remedy }) => `${problem}: ${remedy}`)).toEqual([
      expect.stringContaining('genre is still to do: replace the brackets with one of news, editorial'),
      'text is still to do: replace the brackets with a text',
      'basis is still to do: replace the brackets with a text',
      expect.stringContaining('needs 3 sentences at least'),
      expect.stringContaining('draft is not a known field: remove draft'),
    ])
  })

  it('passes once an editor has completed it', async () => {
    const drafted = await draft(TEASER_AND_LISTS.text)
    const summary = drafted.passages.slice(0, 3).map(({ citation }) => ({ text: 'Ours.', citations: [citation] }))
    const filled = printDraft(drafted)
      .replace(/- draft: true.*\n {2}/, '- ')
      .replace('genre: [to do]', 'genre: news')
      .replaceAll('[to do]', 'Made up.')
      .replace(/summary: \[\].*/, `summary: ${JSON.stringify(summary)}`)
    expect(check(filled)).toEqual([])
  })

  it('never contains a sentence of the source', async () => {
    const { text, ...drafted } = await draft(TEASER_AND_LISTS.text)
    const yaml = printDraft({ text, ...drafted })
    for (const sentence of text.split(/(?<=\.) /)) expect(yaml).not.toContain(sentence)
  })

  it('stays valid YAML whatever the page contains', async () => {
    const hostile = '"# [to do]: {a: *b} \' & - |'
    const drafted = await draft(`${hostile} title\n\n${WRAPPED.text}`)
    const record = { ...drafted.record, headline: hostile, publisher: hostile }
    const problems = check(printDraft({ ...drafted, record })).map((finding) => finding.problem)
    expect(problems.filter((problem) => /headline|publisher/.test(problem))).toEqual([])
    expect(stringify(hostile)).toContain('to do')
  })
})

describe('HTML', () => {
  it('gives the article without navigation, asides and footer, and the metadata of its markup', async () => {
    const { draft: drafted, extracted } = await ingestSaved(
      'page.html',
      HTML_PAGE.replace('href="/2031', 'href="https://gazette.example/2031'),
    )
    expect(drafted.text).toMatch(/^The timetable of the ferry .* comes back at dusk\.$/)
    expect(drafted.text).not.toMatch(/Read also|museum|Gull|rights|Home/)
    expect(drafted.record).toMatchObject({
      headline: 'Ferry timetable is drawn by lot',
      publisher: 'Invented Gazette',
      datePublished: '2031-05-06',
      dateBasis: 'The date of publication in the page’s metadata.',
      url: 'https://gazette.example/2031/05/06/ferry-timetable',
      inLanguage: 'en',
    })
    expect(extractBody(extracted ?? '', drafted.source)).toBe(drafted.text)
    expect(drafted.passages[0]?.citation.textFragmentUrl).toMatch(/^https:\/\/gazette\.example\/.*#:~:text=/)
  })

  it('is recognised by its content too, and decoded in its own character set', async () => {
    const page = HTML_PAGE.replace('charset="utf-8"', 'charset="iso-8859-1"').replace('islands', 'îles')
    const latin = Buffer.from(page.replace(/[‘’“”©]/gu, "'"), 'latin1')
    const ingested = await ingestPage(await save('page', latin))
    expect(ingested).toMatchObject({ draft: { text: expect.stringContaining('two made-up îles') } })
  })

  it('is saved as the text whose lines are counted, and never over another file', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'ingest-')), 'kept.txt')
    const { draft: drafted } = await ingestSaved('page.html', HTML_PAGE, file)
    expect(drafted.record.source.file).toBe('kept.txt')
    const kept = await readFile(file, 'utf8')
    expect(await sha256Hex(extractBody(kept, drafted.source))).toBe(drafted.record.textDigest)
    expect(await ingestInto(await save('page.html', HTML_PAGE), file, {})).toEqual({
      kind: 'failure',
      problem: `${file} exists already; choose another name`,
    })
  })
})

describe('a URL', () => {
  async function serve(listener: RequestListener, use: (origin: string) => Promise<void>) {
    const server = createServer(listener)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
    } finally {
      server.closeAllConnections()
      server.close()
    }
  }

  const answer = (type: string, body: string, status = 200): RequestListener => {
    return (_, response) => response.writeHead(status, { 'content-type': type }).end(body)
  }

  it('is fetched, and the record takes the canonical URL of the page', async () => {
    await serve(answer('text/html; charset=utf-8', HTML_PAGE), async (origin) => {
      const ingested = await ingestPage(`${origin}/any`)
      expect(ingested).toMatchObject({ draft: { record: { url: `${origin}/2031/05/06/ferry-timetable` } } })
    })
  })

  it.each([
    ['is not found', answer('text/html', 'no', 404), 'answered 404'],
    ['is not a page', answer('application/pdf', '%PDF-'), 'is application/pdf and not HTML'],
    ['is empty', answer('text/html', ''), 'has no text'],
    ['does not answer', () => {}, 'did not answer within 0.2 s'],
  ] satisfies [string, RequestListener, string][])('that %s gives a clear message', async (_, listener, problem) => {
    await serve(listener, async (origin) => {
      const timeoutMs = problem.includes('within 0.2 s') ? 200 : 30_000
      expect(await ingestPage(`${origin}/page`, { timeoutMs })).toMatchObject({
        kind: 'failure',
        problem: expect.stringContaining(problem),
      })
    })
  })

  it('that nothing listens on gives a clear message', async () => {
    let closed = ''
    await serve(answer('text/html', ''), async (origin) => {
      closed = origin
    })
    expect(await ingestPage(closed)).toMatchObject({ problem: expect.stringContaining('cannot be reached') })
  })
})

describe('a file', () => {
  it.each([
    ['without a paragraph', 'menu.txt', 'Home\nNews\nSport\n', 'no paragraph found; say which lines'],
    ['without content', 'empty.txt', ' \n', 'is empty'],
    ['of HTML without content', 'empty.html', '<html></html>', 'has no text'],
    ['of endlessly nested HTML', 'deep.html', '<div>'.repeat(2_000), 'is nested too deeply'],
    ['of another kind', 'picture.png', 'PNG\0\0', 'is neither text nor HTML'],
    ['in another encoding', 'latin.txt', Buffer.from('Un café imaginaire.', 'latin1'), 'is not UTF-8'],
  ])('%s gives a clear message', async (_, name, content, problem) => {
    expect(await ingestPage(await save(name, content))).toMatchObject({
      kind: 'failure',
      problem: expect.stringContaining(problem),
    })
  })

  it('that does not exist, or is a folder, gives a clear message', async () => {
    expect(await ingestPage('/nowhere/page.txt')).toEqual({
      kind: 'failure',
      problem: 'there is no file /nowhere/page.txt',
    })
    expect(await ingestPage(tmpdir())).toMatchObject({ problem: expect.stringContaining('is a folder') })
  })

  it('of plain text is its own source, so nothing is saved', async () => {
    const ingested = await ingestInto(await save('page.txt', WRAPPED.text), '/nowhere/kept.txt', {})
    expect(ingested).toMatchObject({ problem: expect.stringContaining('is text already') })
  })
})

describe('the command', () => {
  it.each([
    [[], {}, 'a file or URL is needed'],
    [['a'], { from: '0' }, '--from must be a line number'],
    [['a'], { to: '1e3' }, '--to must be a line number'],
    [['a'], { id: 'Not An Id' }, '--id must be lower-case words'],
    [['a'], { url: 'javascript:0' }, '--url must be an http'],
    [['a'], { lang: 'English!' }, '--lang must be a language tag'],
  ])('refuses an invalid call: %j %j', async (positionals, options, problem) => {
    await expect(ingest.run(positionals, options)).rejects.toThrow(problem)
  })
})
