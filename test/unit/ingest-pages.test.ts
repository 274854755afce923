/** Kinds of pages that were read wrongly once, each with neighbours: what is stated where, and what only looks like it. */
import { execFileSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArchive } from '../../data/ingest/decode.ts'
import { createDraft } from '../../data/ingest/draft.ts'
import { extractPage } from '../../data/ingest/html-page.ts'
import { ingestBytes, ingestPage, readHtml } from '../../data/ingest/index.ts'

const PARAGRAPHS = [
  'The keeper of the invented lighthouse lit its lamp again on Sunday after a winter of repairs, the harbour office said.',
  'Boats had gone around the rocks by day alone since the lamp was put out by a gull in the autumn, it added.',
  '“It burns as it did”, said the keeper, who had waited on the stairs with a match and a cup of tea for an hour.',
  'The lamp is to be lit each evening at dusk, according to the harbour office, and put out when the sun is up.',
]

/** The paragraphs as HTML. */
const ARTICLE = PARAGRAPHS.map((paragraph) => `<p>${paragraph}</p>`).join('')

interface Parts {
  title?: string
  head?: string
  before?: string
  byline?: string
  body?: string
  after?: string
  lang?: string
}

function page({
  title = 'Lighthouse is lit',
  head = '',
  before = '',
  byline = '',
  after = '',
  lang = 'en',
  body,
}: Parts) {
  const text = body ?? ARTICLE
  return `<!doctype html><html lang="${lang}"><head><title>${title}</title>${head}</head><body>${before}<article><h1>Lighthouse is lit</h1>${byline}${text}</article>${after}</body></html>`
}

function extract(html: string | Uint8Array, url?: string) {
  const bytes = typeof html === 'string' ? new TextEncoder().encode(html) : html
  const extracted = extractPage({ bytes, ...(url === undefined ? {} : { url }) })
  if (!extracted) throw new Error('too deep')
  return extracted
}

const jsonLd = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`

describe('the encoding', () => {
  const german = page({ head: '<meta name="x" content="ä ö ü ß">', title: 'Größe' })
  const latin1 = (text: string) => Buffer.from(text, 'latin1')
  /** Russian in windows-1251: capitals from 0xC0, small letters from 0xE0. */
  const cyrillic = (text: string) =>
    Buffer.from(
      [...text].map((letter) =>
        letter >= 'А' && letter <= 'я' ? letter.charCodeAt(0) - 0x410 + 0xc0 : letter.charCodeAt(0),
      ),
    )
  const russian =
    'Смотритель маяка снова зажег лампу в воскресенье после зимы ремонта и сказал что она горит как прежде'

  it.each([
    ['UTF-8 that states nothing', Buffer.from(german)],
    ['UTF-8 that states another encoding', Buffer.from(german.replace('<head>', '<head><meta charset="iso-8859-1">'))],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${german}`)],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${german}`, 'utf16le')],
    [
      'Latin-1 that states it after much else',
      latin1(german.replace('</head>', `<!-- ${'-'.repeat(9000)}x --><meta charset=windows-1252></head>`)),
    ],
    [
      'Latin-1 that states it in the body',
      latin1(
        german.replace(
          '<article>',
          '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><article>',
        ),
      ),
    ],
    [
      'Latin-1 that states UTF-8',
      latin1(
        german.replace('<head>', '<head><meta charset="utf-8">').replace('keeper', 'W\u00e4rter \u00f6ffnet \u00fcber'),
      ),
    ],
    ['Latin-1 that states nothing', latin1(german.replace(/lamp/g, 'L\u00e4mpchen f\u00fcr \u00dcberg\u00e4nge'))],
  ])('of %s is found', (_, bytes) => {
    const bare = Buffer.from(bytes.toString('latin1').replace(/[‘’“”]/g, "'"), 'latin1')
    expect(extract(bare).headline).toBe('Größe')
  })

  it('that nothing states is guessed from the letters', () => {
    const bytes = cyrillic(
      page({ title: russian, body: `<p>${russian}. ${russian}.</p>`.repeat(4) }).replace('Lighthouse is lit', russian),
    )
    expect(extract(bytes).headline).toBe(russian)
  })

  it('that a comment or a script states is not the page’s', () => {
    const bytes = latin1(
      `<!-- <meta charset="koi8-r"> --><script>'<meta charset="big5">'</script>${german.replace('</head>', '<meta charset="latin1"></head>')}`,
    )
    expect(extract(bytes).headline).toBe('Größe')
  })

  it('is UTF-8 in spite of a damaged character', () => {
    const text = `Größe über alles ${'ä'.repeat(40)}`
    const bytes = Buffer.concat([
      Buffer.from(page({ title: 'Größe', body: `<p>${text} ` })),
      Buffer.from([0xff]),
      Buffer.from('</p>'),
    ])
    expect(extract(bytes).headline).toBe('Größe')
  })
})

describe('the date of publication', () => {
  const graph = (...nodes: unknown[]) => jsonLd({ '@context': 'https://schema.org', '@graph': nodes })
  const teaser = '<aside><ul><li><a href="/x">Rain</a> <time datetime="2032-01-09">9 Jan</time></li></ul></aside>'

  it.each<[string, Parts, string]>([
    [
      'an article in a graph',
      {
        head: graph(
          { '@type': 'WebSite', name: 'Post' },
          { '@type': 'NewsArticle', headline: 'Lighthouse is lit', datePublished: '2031-03-12T08:00:00Z' },
        ),
      },
      'JSON-LD',
    ],
    [
      'a web page in a graph',
      { head: graph({ '@type': ['WebPage', 'ItemPage'], datePublished: '2031-03-12' }) },
      'JSON-LD',
    ],
    [
      'a list of nodes',
      { head: jsonLd([{ '@type': 'Organization' }, { '@type': 'schema:BlogPosting', datePublished: '2031-03-12' }]) },
      'JSON-LD',
    ],
    [
      'the main entity of a page',
      { head: jsonLd({ '@type': 'WebPage', mainEntity: { '@type': 'Article', datePublished: '2031-03-12' } }) },
      'JSON-LD',
    ],
    [
      'JSON-LD with a line break in a text',
      {
        head: '<script type="application/ld+json">{"@type":"Article","description":"a\nb","datePublished":"2031-03-12"}</script>',
      },
      'JSON-LD',
    ],
    [
      'the article among others',
      {
        head: graph(
          { '@type': 'NewsArticle', headline: 'Rain', datePublished: '2032-01-09' },
          { '@type': 'NewsArticle', headline: 'Lighthouse is lit', datePublished: '2031-03-12' },
        ),
      },
      'JSON-LD',
    ],
    ['a meta element', { head: '<meta name="DC.date.issued" content="2031-03-12">' }, 'metadata'],
    [
      'an itemprop with content',
      { byline: '<span itemprop="datePublished" content="2031-03-12T10:00">today</span>', before: teaser },
      'markup',
    ],
    ['an itemprop with text', { byline: '<span itemprop="datePublished">12.03.2031</span>', before: teaser }, 'markup'],
    [
      'a time in the article, after a teaser’s',
      { byline: '<p>By A. Writer, <time datetime="2031-03-12">Wednesday</time></p>', before: teaser },
      'time element of the article',
    ],
    [
      'a time in the article, before a teaser’s',
      { byline: '<time>12 March 2031</time>', after: teaser },
      'time element of the article',
    ],
    [
      'a time in a list of details',
      { byline: '<ul><li><a href="/a">A. Writer</a></li><li><time datetime="2031-03-12T09:00">9:00</time></li></ul>' },
      'time element of the article',
    ],
    ['a byline', { byline: '<p>By A. Writer, March 12, 2031 at 8:15</p>' }, 'between the title and the article'],
    [
      'a byline with dots',
      { byline: '<div>Von A. Schreiber | 12.03.2031, 08:15 Uhr</div>', lang: 'de' },
      'between the title',
    ],
    ['a byline with dots and spaces', { byline: '<div>12. 3. 2031</div>', lang: 'cs' }, 'between the title'],
    ['a byline in German', { byline: '<div>12. März 2031</div>', lang: 'de' }, 'between the title'],
    ['a byline in Spanish', { byline: '<div>12 de marzo de 2031</div>', lang: 'es' }, 'between the title'],
    ['a byline in Russian', { byline: '<div>12 марта 2031 г.</div>', lang: 'ru' }, 'between the title'],
    ['a byline in Japanese', { byline: '<div>2031年3月12日</div>', lang: 'ja' }, 'between the title'],
    ['a byline with an ordinal', { byline: '<div>Published 12th March, 2031</div>' }, 'between the title'],
    [
      'a byline that says when it was updated, first',
      { byline: '<div>Updated: 14.03.2031, published: 12.03.2031</div>' },
      'between the title',
    ],
    [
      'a byline beside a line of its update',
      { byline: '<div>Last updated 14 March 2031</div><div>12 March 2031</div>' },
      'between the title',
    ],
    ['a line above the title', { before: '<main><div>12.03.2031</div>', after: '</main>' }, 'above the title'],
  ])('is found in %s', (_, parts, basis) => {
    const { published } = extract(page(parts))
    expect(published).toEqual({ date: '2031-03-12', basis: expect.stringContaining(basis) })
  })

  it.each([
    [
      'below the title, and not of the site’s clock',
      `<header><time datetime="2032-01-09">9 January 2032</time></header><div><h1>Lighthouse is lit</h1><p>By A. Writer <time datetime="2031-03-12">12 March</time></p>${ARTICLE}</div>`,
    ],
    [
      'of the page’s main part, and not of a card',
      `<section><article><a href="/r"><h3>Rain</h3></a><time datetime="2032-01-09">9 January</time></article></section><main><h1>Lighthouse is lit</h1><p><time datetime="2031-03-12">12 March</time></p>${ARTICLE}</main>`,
    ],
  ])('of a page without an article element is that %s', (_, body) => {
    expect(extract(`<title>Lighthouse is lit</title>${body}`)).toMatchObject({ published: { date: '2031-03-12' } })
  })

  it.each<[string, Parts]>([
    ['a teaser’s', { before: teaser, after: teaser.replace('aside', 'nav') }],
    ['a related article’s', { after: '<article><h2>Rain</h2><time datetime="2032-01-09">9 Jan</time></article>' }],
    [
      'a listed article’s in JSON-LD',
      {
        head: jsonLd({
          '@type': 'ItemList',
          itemListElement: [{ '@type': 'NewsArticle', datePublished: '2032-01-09' }],
        }),
      },
    ],
    ['an update’s', { byline: '<div>Updated 14.03.2031</div>' }],
    ['a day and month in an order that nobody knows', { byline: '<div>03/04/2031</div>' }],
    ['a day that the calendar does not have', { byline: '<div>31.02.2031</div>' }],
    ['a version’s', { byline: '<div>Version 1.12.03.2031.4</div>' }],
    [
      'a comment’s',
      { after: '<section class="comments"><p>Nice. <time datetime="2032-01-09">9 Jan</time></p></section>' },
    ],
  ])('is never %s', (_, parts) => {
    expect(extract(page(parts))).not.toHaveProperty('published')
  })
})

describe('the title', () => {
  const site = '<meta property="og:site_name" content="Ashmere Post">'
  it.each<[string, string, string, string?]>([
    ['a short title | the site', 'Tram opens | Ashmere Post', ''],
    ['the site first', 'Ashmere Post: Tram opens', site],
    ['the site after a dash, stated', 'Tram opens - Ashmere Post', site],
    ['the site in the address', 'Tram opens – ashmerepost.example', '', 'https://www.ashmerepost.example/tram'],
    ['the host’s name', 'Tram opens – Ashmere Post', '', 'https://ashmerepost.example/tram'],
    [
      'section and site',
      'Tram opens | Ashmere Post',
      `<meta property="og:title" content="Tram opens - Ashmere Post">${site}`,
    ],
    [
      'the site in the place of the headline',
      'Tram opens | Ashmere Post',
      jsonLd({ '@type': 'NewsArticle', name: 'Ashmere Post', publisher: { name: 'Ashmere Post' } }),
    ],
    [
      'the publisher in JSON-LD',
      'Tram opens — Ashmere Post',
      jsonLd({ '@type': 'Organization' }) + jsonLd({ '@type': 'WebSite', name: 'Ashmere Post' }),
    ],
  ])('is without the site’s name: %s', (_, title, head, url) => {
    const html = page({ title, head }).replace('<h1>Lighthouse is lit</h1>', '')
    expect(extract(html, url).headline).toBe('Tram opens')
  })

  it.each([
    ['a dash of its own', 'Rain – and then more rain – for the whole week'],
    ['a colon', 'Weather: rain'],
    ['a hyphen', 'Tram-opening is put off'],
  ])('keeps %s', (_, title) => {
    expect(extract(page({ title }).replace('<h1>Lighthouse is lit</h1>', '')).headline).toBe(title)
  })

  it('is the heading that begins the page’s title', () => {
    const { headline, publisher } = extract(page({ title: 'Lighthouse is lit - Coast - The Invented Coast' }))
    expect([headline, publisher]).toEqual(['Lighthouse is lit', 'The Invented Coast'])
  })

  it('is no logo in a heading', () => {
    const before = '<header><h1><a href="/">Ashmere Post</a></h1></header>'
    expect(extract(page({ title: 'Lighthouse is lit | Ashmere Post', before, head: site })).headline).toBe(
      'Lighthouse is lit',
    )
  })

  it('names the outlet where nothing else does, and says so', async () => {
    const extracted = extract(page({ title: 'Lighthouse is lit | Ashmere Post' }))
    const drafted = await createDraft(extracted, 'page.txt')
    expect(drafted).toMatchObject({
      record: { publisher: 'Ashmere Post' },
      notes: { publisher: expect.stringContaining('title') },
    })
  })

  it.each([
    [
      'a menu entry that stands below too',
      [
        'Home',
        'Sport',
        'About the Invented Post',
        'Weather',
        '',
        'Lighthouse lit',
        'By A. Writer',
        '',
        ...PARAGRAPHS,
        '',
        'Contact',
        'About the Invented Post',
      ],
    ],
    [
      'an entry of a menu that stands twice above',
      [
        'News of the invented coast',
        'Sport',
        'Weather',
        '',
        'News of the invented coast',
        'Sport',
        'Weather',
        '',
        'Lighthouse lit',
        '',
        '12 March 2031',
        '',
        ...PARAGRAPHS,
      ],
    ],
    ['a byline', ['Lighthouse lit', '', 'By somebody who writes for the invented post', '', ...PARAGRAPHS]],
    ['a line of its update', ['Lighthouse lit', '', 'Updated 2 hours ago', '', ...PARAGRAPHS]],
    ['a kicker in the same group', ['Coast', 'Lighthouse lit', 'By A. Writer', '', ...PARAGRAPHS]],
  ])('in a text is not %s', async (_, lines) => {
    expect(await createDraft({ text: lines.join('\n') }, 'page.txt')).toMatchObject({
      record: { headline: 'Lighthouse lit' },
    })
  })
})

describe('the body', () => {
  const list =
    '<ul><li>Nine stops</li><li>A car every ten minutes</li><li>One ticket</li><li>Free on Sundays</li><li>Low floors</li><li>Night service</li></ul>'
  const [first = '', second = '', third = '', fourth = ''] = PARAGRAPHS

  it.each([
    ['a list', list],
    ['a numbered list without a colon', list.replaceAll('ul>', 'ol>')],
    ['a definition list', '<dl><dt>Lamp</dt><dd>New</dd><dt>Stairs</dt><dd>Old</dd></dl>'],
    ['a table', '<table><tr><th>Day</th><th>Dusk</th></tr><tr><td>Monday</td><td>18:04</td></tr></table>'],
    ['a heading and a quotation', '<h2>What now</h2><blockquote>Wait</blockquote>'],
  ])('of HTML goes on behind %s', async (_, between) => {
    const body = `<p>${first}</p><p>${second}</p>${between}<p>${third}</p><p>${fourth}</p>`
    const drafted = await createDraft(extract(page({ body })), 'page.txt')
    expect(drafted).toMatchObject({ kind: 'draft', text: expect.stringContaining(first) })
    expect(drafted).toMatchObject({ text: expect.stringContaining(fourth), cut: [] })
  })

  it.each([
    [
      'lines behind a colon',
      [
        'What is new:',
        '',
        'Nine stops',
        'A car every ten minutes',
        'One ticket',
        'Free on Sundays',
        'Low floors',
        'Bicycles',
        'Night service',
        'A depot',
      ],
    ],
    [
      'marks',
      [
        '- Nine stops',
        '',
        '- A car every ten minutes',
        '',
        '- One ticket',
        '',
        '- Free on Sundays',
        '',
        '- Low floors',
        '',
        '- Bicycles',
      ],
    ],
    [
      'numbers',
      ['1. Nine stops', '2. A car', '3. One ticket', '4. Sundays', '5. Floors', '6. Bicycles', '7. Night', '8. Depot'],
    ],
  ])('of a text goes on behind a list with %s', async (_, between) => {
    const text = ['Lighthouse lit', '', first, '', second, '', ...between, '', third, '', fourth].join('\n')
    const drafted = await createDraft({ text }, 'page.txt')
    expect(drafted).toMatchObject({ text: expect.stringContaining(first) })
    expect(drafted).toMatchObject({ text: expect.stringContaining(fourth) })
  })

  it('has lines that are broken by br joined, and paragraphs that two br part', () => {
    const broken = PARAGRAPHS.map((paragraph) => paragraph.replaceAll(' the ', '<br>the<br/>\n')).join('<br><br>')
    expect(extract(page({ body: `<div>${broken}</div>` })).text).toBe(PARAGRAPHS.join('\n\n'))
  })

  it('has the lines of preformatted text joined, and paragraphs that an empty line parts', () => {
    const lines = PARAGRAPHS.map((paragraph) => paragraph.replaceAll(' the ', '\nthe ')).join('\n\n')
    expect(extract(page({ body: `<pre>${lines}</pre>` })).text).toBe(PARAGRAPHS.join('\n\n'))
  })

  it('keeps formulas, whose wrapper has the class of a menu', () => {
    const formula = '<span class="MathJax CtxtMenu_Attached_0"><math><mi>a</mi><mo>=</mo><mn>7</mn></math></span>'
    const body = PARAGRAPHS.map((paragraph) => `<p>${paragraph} ${formula}</p>`).join('')
    expect(extract(page({ body })).text.match(/a=7/g)).toHaveLength(PARAGRAPHS.length)
  })

  it('of a text with short lines is one paragraph each', async () => {
    const text = ['Lighthouse lit', '', first.replace(/((?:\S+ ){2}\S+) /g, '$1\n')].join('\n')
    expect(await createDraft({ text }, 'page.txt')).toMatchObject({ text: first })
  })

  it('keeps what is doubtful and marks it', async () => {
    const links =
      '<p><a href="/a">More about the lamp, and about the gull that put it out in the autumn of last year</a></p>'
    const body = `<p>${first}</p><p>${second}</p>${links}<p>${third}</p><p>${fourth}</p>`
    const drafted = await createDraft(extract(page({ body })), 'page.txt')
    expect(drafted).toMatchObject({
      text: expect.stringContaining('More about the lamp'),
      doubtful: [{ firstLine: 5, lastLine: 5 }],
    })
  })
})

describe('a web archive', () => {
  const html = page({ head: '<meta charset="utf-8">' })
  const quoted = (text: string) =>
    [...Buffer.from(text)]
      .map((byte) =>
        byte === 61 || byte > 126 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte),
      )
      .join('')
      .replace(/(.{60,70}?)(?![\dA-F]{0,2}(?<==[\dA-F]{0,2}))/g, '$1=\r\n')
  const base64 = (text: string) =>
    Buffer.from(text)
      .toString('base64')
      .replace(/(.{76})/g, '$1\r\n')
  const part = (encoding: string, body: string, location = 'https://coast.example/lit') =>
    `Content-Type: text/html\r\nContent-Transfer-Encoding: ${encoding}\r\nContent-Location: ${location}\r\n\r\n${body}\r\n`
  const archive = (...parts: string[]) =>
    `From: <Saved by Blink>\r\nSnapshot-Content-Location: https://coast.example/lit\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Made--Up=_"\r\n\r\n${parts.map((each) => `------Made--Up=_\r\n${each}\r\n`).join('')}------Made--Up=_--\r\n`
  const frame = part('7bit', '<html><body><p>An advertisement in a frame.</p></body></html>', 'https://ads.example/')
  const picture = 'Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n'

  it.each([
    ['quoted-printable', archive(part('quoted-printable', quoted(html)), picture)],
    ['base64', archive(picture, part('base64', base64(html)))],
    ['binary, behind a frame', archive(frame, part('binary', Buffer.from(html).toString('latin1')))],
    ['with bare line feeds', archive(part('quoted-printable', quoted(html))).replaceAll('\r\n', '\n')],
    ['a message of one part', `MIME-Version: 1.0\r\n${part('base64', base64(html))}`],
    ['cut off at its end', archive(part('8bit', Buffer.from(html).toString('latin1'))).slice(0, -22)],
    [
      'of parts in a part',
      archive(
        `Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\nContent-Type: text/plain\r\n\r\nText\r\n--inner\r\n${part('base64', base64(html))}--inner--\r\n`,
      ),
    ],
  ])('gives its page: %s', (_, text) => {
    const saved = readArchive(Buffer.from(text, 'latin1'))
    expect(saved?.url).toBe('https://coast.example/lit')
    const { headline, text: body } = extract(saved?.bytes ?? new Uint8Array(), saved?.url)
    expect(headline).toBe('Lighthouse is lit')
    expect(body).toBe(PARAGRAPHS.join('\n\n'))
  })

  it('is known without its ending, and says when it holds no page', async () => {
    const ingested = await ingestBytes(Buffer.from(archive(part('base64', base64(html)))), 'saved')
    expect(ingested).toMatchObject({
      draft: { record: { url: 'https://coast.example/lit', headline: 'Lighthouse is lit' } },
    })
    expect(await ingestBytes(Buffer.from(archive(picture)), 'saved.mhtml')).toMatchObject({
      problem: expect.stringContaining('without a page'),
    })
  })
})

describe('a page beyond measure ends with a sentence', () => {
  const paragraph = `<p>${PARAGRAPHS[0]}</p>`

  it.each([
    ['nested div elements', paragraph + '<div>'.repeat(100_000)],
    ['nested inline elements', paragraph + '<b>'.repeat(100_000)],
    ['nested elements that look closed', `${paragraph}${'<div/>'.repeat(100_000)}`],
    ['less nested than that', paragraph + '<div>'.repeat(2_000)],
  ])('%s', (_, html) => {
    expect(extractPage({ bytes: Buffer.from(html) })).toBeUndefined()
  })

  it('a table of 33,000 rows is kept whole', () => {
    const { text } = extract(page({ after: `<table>${'<tr><td>Stop</td><td>18:04</td></tr>'.repeat(33_000)}</table>` }))
    expect(text.split('\n').filter((line) => line === 'Stop 18:04')).toHaveLength(33_000)
  })

  it('50 MB', async () => {
    expect(await ingestBytes(new Uint8Array(50_000_000).fill(65), 'page.html')).toMatchObject({
      problem: expect.stringMatching(/longer than 5 MB/),
    })
  })

  it('what takes too long is ended', async () => {
    const saved = { bytes: Buffer.from(page({})) }
    expect(await readHtml(saved, 'page.html', 1)).toMatchObject({
      problem: expect.stringMatching(/too long or too tangled/),
    })
  })

  it('a named pipe and a device', async () => {
    const pipe = join(await mkdtemp(join(tmpdir(), 'ingest-')), 'page.html')
    execFileSync('mkfifo', [pipe])
    for (const path of [pipe, '/dev/zero'])
      expect(await ingestPage(path)).toMatchObject({ problem: expect.stringMatching(/no plain file/) })
  })
})
