/** Kinds of pages that were once read wrongly, each with similar pages: what is stated where, and what only looks like it. */
import { execFileSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readArchive } from '../../data/ingest/decode.ts'
import { createDraft } from '../../data/ingest/draft.ts'
import { extractPage } from '../../data/ingest/html-page.ts'
import { detectLanguage } from '../../data/ingest/html-text.ts'
import { ingestBytes, ingestPage, readHtml } from '../../data/ingest/index.ts'
import { ARTICLE, extract, jsonLd, PARAGRAPHS, type Parts, page } from './saved-pages.ts'

describe('the encoding', () => {
  const german = page({ head: '<meta name="x" content="ä ö ü ß">', title: 'Größe', h1: 'Größe' })
  const latin1 = (text: string) => Buffer.from(text, 'latin1')
  /** Encodes Russian in windows-1251: capitals from 0xC0, small letters from 0xE0. */
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
    ['UTF-16 without one', Buffer.from(german, 'utf16le')],
    ['UTF-16 without one, after an empty line', Buffer.from(`\r\n${german}`, 'utf16le')],
    ['UTF-8 that is cut off in the middle of a character', Buffer.from(`${german}ä`).subarray(0, -1)],
    ['Latin-1 that states UTF-16', latin1(german.replace('<head>', '<head><meta charset="utf-16">'))],
    [
      'Latin-1 whose description mentions another encoding',
      latin1(german.replace('<head>', '<head><meta name="description" content="charset=koi8-r"><meta charset=latin1>')),
    ],
    [
      'Latin-1 that states it late',
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

  it('is guessed from the letters where it is not stated', () => {
    const bytes = cyrillic(
      page({ title: russian, body: `<p>${russian}. ${russian}.</p>`.repeat(4) }).replace('Lighthouse is lit', russian),
    )
    expect(extract(bytes).headline).toBe(russian)
  })

  it.each(['iso-8859-1', 'windows-1252', 'latin1'])(
    'is another where its template states %s of a page in Russian',
    (stated) => {
      const html = page({ title: russian, body: `<p>${russian}. ${russian}.</p>`.repeat(4) })
      const bytes = cyrillic(
        html.replace('Lighthouse is lit', russian).replace('<head>', `<head><meta charset="${stated}">`),
      )
      expect(extract(bytes)).toMatchObject({ headline: russian })
    },
  )

  it('that is guessed has each of the page’s bytes', () => {
    // Persian in windows-1256, of which ISO-8859-6 has the Arabic letters alone.
    const arabic = new TextDecoder('windows-1256')
    const codes = new Map(Array.from({ length: 256 }, (_, code) => [arabic.decode(Uint8Array.of(code)), code]))
    const persian = 'چراغ فانوس دريايي پس از يک زمستان تعمير دوباره روشن شد و گفت که مي‌سوزد'
    const html = page({ title: persian, h1: persian, body: `<p>${persian}. ${persian}.</p>`.repeat(4), lang: 'fa' })
    expect(extract(Uint8Array.from(html, (letter) => codes.get(letter) ?? 63))).toMatchObject({ headline: persian })
  })

  it('is not taken from a comment or a script', () => {
    const bytes = latin1(
      `<!-- <meta charset="koi8-r"> --><script>'<meta charset="big5">'</script>${german.replace('</head>', '<meta charset="latin1"></head>')}`,
    )
    expect(extract(bytes).headline).toBe('Größe')
  })

  it('is UTF-8 despite a damaged character', () => {
    const text = `Größe über alles ${'ä'.repeat(40)}`
    const bytes = Buffer.concat([
      Buffer.from(page({ title: 'Größe', h1: 'Größe', body: `<p>${text} ` })),
      Buffer.from([0xff]),
      Buffer.from('</p>'),
    ])
    expect(extract(bytes).headline).toBe('Größe')
  })
})

describe('the title', () => {
  const site = '<meta property="og:site_name" content="Ashmere Post">'
  it.each<[string, string, string, string?]>([
    ['a short title | the site', 'Tram opens | Ashmere Post', ''],
    ['the site first', 'Ashmere Post: Tram opens', site],
    ['the site after a dash, stated', 'Tram opens - Ashmere Post', site],
    ['the site in the URL', 'Tram opens – ashmerepost.example', '', 'https://www.ashmerepost.example/tram'],
    ['the host’s name', 'Tram opens – Ashmere Post', '', 'https://ashmerepost.example/tram'],
    [
      'section and site',
      'Tram opens | Ashmere Post',
      `<meta property="og:title" content="Tram opens - Ashmere Post">${site}`,
    ],
    [
      'the site in place of the headline',
      'Tram opens | Ashmere Post',
      jsonLd({ '@type': 'NewsArticle', name: 'Ashmere Post', publisher: { name: 'Ashmere Post' } }),
    ],
    ['the site with “The” before it', 'Tram opens – The Ashmere Post', site],
    ['the site in brackets', 'Tram opens (Ashmere Post)', site],
    ['the site after an underscore', 'Tram opens_Ashmere Post', site],
    ['the site after a wide bar', 'Tram opens｜Ashmere Post', ''],
    ['the site after its section', 'Tram opens | Town | Ashmere Post', site],
    ['characters that a record may not have', '\u200f\u202bTram\u0001 opens\u202c\u200f', site],
    [
      'the publisher in JSON-LD',
      'Tram opens — Ashmere Post',
      jsonLd({ '@type': 'Organization' }) + jsonLd({ '@type': 'WebSite', name: 'Ashmere Post' }),
    ],
  ])('omits the site’s name: %s', (_, title, head, url) => {
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

  it.each([
    ['JSON-LD', jsonLd({ '@type': 'Article', headline: 'Tram&amp;rsquo;s &amp;amp; bus&#8217;s day' })],
    ['a meta element', '<meta property="og:title" content="Tram&amp;#8217;s &amp;amp;amp; bus&amp;rsquo;s day">'],
  ])('has no character references, however often %s escapes it', (_, head) => {
    expect(extract(page({ head, title: '' }).replace('<h1>Lighthouse is lit</h1>', '')).headline).toBe(
      'Tram’s & bus’s day',
    )
  })

  it('is the heading that begins the page’s title', () => {
    const { headline, publisher } = extract(page({ title: 'Lighthouse is lit - Coast - The Invented Coast' }))
    expect([headline, publisher]).toEqual(['Lighthouse is lit', 'The Invented Coast'])
  })

  it.each<[string, Parts]>([
    ['after a section', { title: 'Coast: Lighthouse is lit | The Invented Coast' }],
    ['after site and section', { title: 'The Invented Coast » News » Lighthouse is lit' }],
    ['of a page whose title is its site’s name', { title: 'The Invented Coast' }],
    ['of a page whose title is that of a template', { title: 'Home' }],
    ['of a page whose title is its beginning', { title: 'Lighthouse' }],
    ['of a page without a title, broken into two lines', { title: '', h1: 'Lighthouse<br>is lit' }],
    ['below the site’s', { before: '<h1>The Coast</h1>', title: 'Lighthouse is lit - The Coast' }],
    ['below a notice’s', { before: '<div><h1>We value your privacy</h1></div>' }],
  ])('is the heading of the article: %s', (_, parts) => {
    expect(extract(page(parts)).headline).toBe('Lighthouse is lit')
  })

  it.each([
    ['a kicker in the heading', 'The Coast | Harbour | Lighthouse is lit again', 'Exclusive: Lighthouse is lit again'],
    ['a page for the printer', 'Print - Lighthouse is lit again', 'Page 3: Lighthouse is lit again'],
    [
      'a line that is no heading',
      'The Coast | Harbour | Lighthouse is lit again',
      '</h1><p>Lighthouse is lit again</p><h1>',
    ],
  ])('is the part of the page’s title that a heading holds: %s', (_, title, h1) => {
    expect(extract(page({ title, h1 })).headline).toBe('Lighthouse is lit again')
  })

  it('is the largest letters of a page from before style sheets, whose title is its site’s name', () => {
    const menu = ['Home', 'National', 'World', 'Sport'].map((name) => `<a href="/${name}">${name}</a>`).join('<br>')
    const html = `<title>The Invented Post</title><body><table><tr><td><font size=2>${menu}</font></td>
      <td><font size=5><b>Lighthouse is lit</b></font><br><font size=2>By A. Writer</font>${ARTICLE}</td></tr></table>`
    expect(extract(html).headline).toBe('Lighthouse is lit')
  })

  it('is the heading above the first paragraph where no other stands out, and the first line of a plain one', () => {
    const html = `<body><div><h2>Menu</h2></div><div><h2>Lighthouse is lit</h2>${ARTICLE}</div>`
    expect(extract(html).headline).toBe('Lighthouse is lit')
    expect(extract(`<body><pre>Lighthouse is lit\n\n${PARAGRAPHS.join('\n\n')}</pre>`).headline).toBe(
      'Lighthouse is lit',
    )
  })

  it('is not a logo in a heading', () => {
    const before = '<header><h1><a href="/">Ashmere Post</a></h1></header>'
    expect(extract(page({ title: 'Lighthouse is lit | Ashmere Post', before, head: site })).headline).toBe(
      'Lighthouse is lit',
    )
  })

  it('names the outlet where nothing else does, and a note says so', async () => {
    const extracted = extract(page({ title: 'Lighthouse is lit | Ashmere Post' }))
    const drafted = await createDraft(extracted, 'page.txt')
    expect(drafted).toMatchObject({
      record: { publisher: 'Ashmere Post' },
      notes: { publisher: expect.stringContaining('title') },
    })
  })

  it.each([
    [
      'a menu entry that is repeated below',
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
      'an entry of a menu that is repeated above',
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
    ['a line about the update', ['Lighthouse lit', '', 'Updated 2 hours ago', '', ...PARAGRAPHS]],
    [
      'a subtitle',
      ['Home', '', 'Lighthouse lit again', 'Harbour office has worked on it all winter long', '', ...PARAGRAPHS],
    ],
    [
      'a line that names the author',
      ['Home', '', '“It burns”: the old lighthouse lit', '', 'A. W., writer at the coast', '', ...PARAGRAPHS],
    ],
    ['a menu in one line', ['Home | News | All of the invented coast', '', 'Lighthouse lit', '', ...PARAGRAPHS]],
    ['a button', ['Keeper finds lighthouse lit', '3 minutes', 'Listen to this', '', ...PARAGRAPHS]],
    [
      'a menu entry, when a list of most read articles repeats the title',
      ['Home', 'News', '', 'Lighthouse lit', '', ...PARAGRAPHS, '', 'Most read', 'Lighthouse lit'],
    ],
    ['the first sentence when it exclaims', ['Home', 'News', '', 'Lighthouse lit!', '', ...PARAGRAPHS]],
    [
      'another story’s above, which stands below with a word less',
      [
        'Breaking: gulls put out the harbour lamp',
        '',
        'NEWS',
        '',
        'Keeper finds lighthouse lit',
        '',
        'A. Writer',
        'Share',
        '',
        ...PARAGRAPHS,
      ].concat('', 'Read next', '', 'Gulls put out the harbour lamp'),
    ],
    ['a kicker in the same group', ['Coast', 'Lighthouse lit', 'By A. Writer', '', ...PARAGRAPHS]],
  ])('in a text is not %s', async (_, lines) => {
    expect(await createDraft({ text: lines.join('\n') }, 'page.txt')).toMatchObject({
      record: { headline: expect.stringMatching(/[Ll]ighthouse lit(?: again|!|)$/) },
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
  ])('of HTML continues after %s', async (_, between) => {
    const body = `<p>${first}</p><p>${second}</p>${between}<p>${third}</p><p>${fourth}</p>`
    const drafted = await createDraft(extract(page({ body })), 'page.txt')
    expect(drafted).toMatchObject({ kind: 'draft', text: expect.stringContaining(first) })
    expect(drafted).toMatchObject({ text: expect.stringContaining(fourth), cut: [] })
  })

  it.each([
    [
      'lines after a colon',
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
  ])('of a text continues after a list with %s', async (_, between) => {
    const text = ['Lighthouse lit', '', first, '', second, '', ...between, '', third, '', fourth].join('\n')
    const drafted = await createDraft({ text }, 'page.txt')
    expect(drafted).toMatchObject({ text: expect.stringContaining(first) })
    expect(drafted).toMatchObject({ text: expect.stringContaining(fourth) })
  })

  it('joins lines that are broken by one br, and splits paragraphs at two', () => {
    const broken = PARAGRAPHS.map((paragraph) => paragraph.replaceAll(' the ', '<br>the<br/>\n')).join('<br><br>')
    expect(extract(page({ body: `<div>${broken}</div>` })).text).toBe(PARAGRAPHS.join('\n\n'))
  })

  it('has a paragraph per line that ends as a sentence does, where single br elements separate them', () => {
    expect(extract(page({ body: `<div>${PARAGRAPHS.join('<br>')}</div>` })).text).toBe(PARAGRAPHS.join('\n\n'))
  })

  it.each([
    ['spans whose style makes them blocks', 'span style="color: red; display: block"'],
    ['custom elements', 'story-paragraph'],
  ])('has paragraphs that are %s', (_, tag) => {
    const body = PARAGRAPHS.map((text) => `<${tag}>${text}</${tag.split(' ')[0]}>`).join('')
    expect(extract(page({ body: `<story-body>${body}</story-body>` })).text).toBe(PARAGRAPHS.join('\n\n'))
  })

  it('excludes the title, in any letters and elements', () => {
    const persian = PARAGRAPHS.map(
      () => '<p>نگهبان فانوس دریایی چراغ را روز یکشنبه پس از یک زمستان دوباره روشن کرد.</p>',
    )
    const html = page({ title: 'چراغ فانوس', h1: 'چراغ فانوس', body: persian.join(''), lang: 'fa' })
    const kicker = html.replace('<h1>', '<h3>در ساحل ساختگی</h3><h1>')
    const word = `<body><div><p class="title">Lighthouse is lit</p>${ARTICLE}</div></body>`
    for (const each of [html, kicker]) expect(extract(each).text).not.toContain('چراغ فانوس')
    expect(extract(word)).toMatchObject({ headline: 'Lighthouse is lit', text: PARAGRAPHS.join('\n\n') })
  })

  it('of XHTML continues after a self-closing element', () => {
    const xhtml = page({ head: '<script src="a.js"/>', before: '<a name="top"/><iframe src="b"/>' })
    expect(
      extract(`<?xml version="1.0"?>${xhtml.replace('<html', '<html xmlns="http://www.w3.org/1999/xhtml"')}`),
    ).toMatchObject({ headline: 'Lighthouse is lit', text: PARAGRAPHS.join('\n\n') })
  })

  it.each(['hidden', 'style="color:red;display:none"', 'style="visibility: hidden"'])(
    'excludes a lead that is hidden by %s',
    (attribute) => {
      const body = `<p ${attribute}>Words that the page hides from whoever reads it, until a script shows them.</p>${ARTICLE}`
      expect(extract(page({ body })).text).toBe(PARAGRAPHS.join('\n\n'))
    },
  )

  it('joins lines of preformatted text, and splits paragraphs at an empty line', () => {
    const lines = PARAGRAPHS.map((paragraph) => paragraph.replaceAll(' the ', '\nthe ')).join('\n\n')
    expect(extract(page({ body: `<pre>${lines}</pre>` })).text).toBe(PARAGRAPHS.join('\n\n'))
  })

  it('includes the lead between title and article, which has no paragraph beside it', () => {
    const [lead = '', ...others] = PARAGRAPHS.map((paragraph) => `<p>${paragraph}</p>`)
    const html = `<body><article><header><h1>Lighthouse is lit</h1>${lead}</header><div>${others.join('')}</div></article>`
    expect(extract(html).text).toBe(PARAGRAPHS.join('\n\n'))
  })

  it('includes the content of a saved shadow root, and drops soft hyphens and word-break marks', () => {
    const body = `<div><template shadowrootmode="open">${ARTICLE.replaceAll('harbour', 'har&shy;bour')}</template></div>`
    expect(extract(page({ body })).text).toContain(PARAGRAPHS.join('\n\n'))
  })

  it('keeps formulas, whose wrapper has the class of a menu', () => {
    const formula = '<span class="MathJax CtxtMenu_Attached_0"><math><mi>a</mi><mo>=</mo><mn>7</mn></math></span>'
    const body = PARAGRAPHS.map((paragraph) => `<p>${paragraph} ${formula}</p>`).join('')
    expect(extract(page({ body })).text.match(/a=7/g)).toHaveLength(PARAGRAPHS.length)
  })

  it('of a text with short lines has one paragraph per line', async () => {
    const text = ['Lighthouse lit', '', first.replace(/((?:\S+ ){2}\S+) /g, '$1\n')].join('\n')
    expect(await createDraft({ text }, 'page.txt')).toMatchObject({ text: first })
  })

  it.each([
    ['indented, with no empty line between them', 64, '    ', '\n'],
    ['whose lines begin with a capital letter', 90, '', '\n\n'],
  ])('of a text has paragraphs %s', async (_, width, indent, between) => {
    const wrap = (text: string) =>
      `${indent}${text.replace(new RegExp(`(.{1,${width}})(?: |$)`, 'g'), '$1\n').trimEnd()}`
    const capitals = PARAGRAPHS.map((paragraph) => paragraph.replace(/ (the|on|it|is) /g, ' The '))
    const text = `Lighthouse lit\n\n${capitals.map(wrap).join(between)}`
    expect(await createDraft({ text }, 'page.txt')).toMatchObject({
      text: capitals.join(' '),
      record: { headline: 'Lighthouse lit' },
    })
  })

  it('of wire copy begins with its paragraphs, when the lines above are indented as these are', async () => {
    const wrap = (text: string) => `   ${text.replace(/(.{1,60})(?: |$)/g, '$1\n').trimEnd()}`
    const text = ['BC-LIGHTHOUSE', '   Lighthouse lit', '   By A. WRITER', ...PARAGRAPHS.map(wrap)].join('\n')
    expect(await createDraft({ text }, 'page.txt')).toMatchObject({
      text: PARAGRAPHS.join(' '),
      record: { headline: 'Lighthouse lit' },
    })
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
    ['binary, after a frame', archive(frame, part('binary', Buffer.from(html).toString('latin1')))],
    ['with bare line feeds', archive(part('quoted-printable', quoted(html))).replaceAll('\r\n', '\n')],
    ['a message of one part', `MIME-Version: 1.0\r\n${part('base64', base64(html))}`],
    ['with empty lines before it', `\r\n\r\n${archive(part('base64', base64(html)))}`],
    [
      'of frames',
      archive(
        part('7bit', '<title>Coast</title><frameset><frame src="cid:1"></frameset>'),
        part('base64', base64(html), 'https://coast.example/frame'),
      ).replace(/^Snapshot.*\r\n/m, 'Snapshot-Content-Location: https://coast.example/lit\r\n'),
    ],
    ['cut off at its end', archive(part('8bit', Buffer.from(html).toString('latin1'))).slice(0, -22)],
    [
      'of parts in a part',
      archive(
        `Content-Type: multipart/alternative; boundary=inner\r\n\r\n--inner\r\nContent-Type: text/plain\r\n\r\nText\r\n--inner\r\n${part('base64', base64(html))}--inner--\r\n`,
      ),
    ],
  ])('contains its page: %s', (_, text) => {
    const saved = readArchive(Buffer.from(text, 'latin1'))
    expect(saved?.url).toBe('https://coast.example/lit')
    const { headline, text: body } = extract(saved?.bytes ?? new Uint8Array(), saved?.url)
    expect(headline).toBe('Lighthouse is lit')
    expect(body).toBe(PARAGRAPHS.join('\n\n'))
  })

  it('gives its subject as the title of a page without one', () => {
    const untitled = part('7bit', `<body>${ARTICLE.replace(/[“”]/g, '"')}</body>`)
    const subject = 'Subject: =?utf-8?Q?Lighthouse_=E2=80?= =?utf-8?Q?=93_lit?=\r\nMIME-Version'
    const saved = readArchive(Buffer.from(archive(untitled).replace('MIME-Version', subject), 'latin1'))
    expect(saved && extractPage(saved)?.headline).toBe('Lighthouse – lit')
  })

  it('is recognised without its extension when it has one part', async () => {
    const single = `From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Location: https://coast.example/lit\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(html)}`
    expect(await ingestBytes(Buffer.from(single), 'saved')).toMatchObject({
      draft: { record: { url: 'https://coast.example/lit', headline: 'Lighthouse is lit' } },
    })
  })

  it('is recognised without its extension, and is refused when it contains no page', async () => {
    const ingested = await ingestBytes(Buffer.from(archive(part('base64', base64(html)))), 'saved')
    expect(ingested).toMatchObject({
      draft: { record: { url: 'https://coast.example/lit', headline: 'Lighthouse is lit' } },
    })
    expect(await ingestBytes(Buffer.from(archive(picture)), 'saved.mhtml')).toMatchObject({
      problem: expect.stringContaining('without a page'),
    })
  })
})

describe('the URL', () => {
  const HERE = 'https://coast.example/2031/lit'
  const canonical = (href: string) => ({ head: `<link rel="canonical" href="${href}">` })
  const banner = '<div id="wm-ipp-base"><p>A copy that a machine kept of a page, on 12 March 2031.</p></div>'

  it.each<[string, string]>([
    ['a canonical link', page(canonical(HERE))],
    ['a link without a scheme', page(canonical('//coast.example/2031/lit'))],
    ['a link with tracking parameters', page(canonical(`${HERE}?utm_source=mail&fbclid=1#top`))],
    [
      'a link that its base completes',
      page({ head: `<base href="https://coast.example/"><link rel="canonical" href="/2031/lit">` }),
    ],
    [
      'og:url, when the link is the site’s',
      page({ head: `${canonical('https://coast.example/').head}<meta property="og:url" content="${HERE}">` }),
    ],
    ['JSON-LD', page({ head: jsonLd({ '@type': 'NewsArticle', mainEntityOfPage: { '@id': HERE } }) })],
    ['the comment of a browser', `<!-- saved from url=(0030)${HERE} -->\n${page({})}`],
    [
      'the comment of an extension',
      page({}).replace('<head>', `<!--\n Page saved with SingleFile \n url: ${HERE} \n--><head>`),
    ],
    [
      'a web archive’s link',
      page({ ...canonical(`https://web.archive.example/web/20310312080000/${HERE}`), before: banner }),
    ],
    ['a web archive’s relative link', page(canonical(`/web/20310312080000id_/${HERE}`))],
    ['another archive’s link', page(canonical(`https://archive.example/2031.03.12-080000/${HERE}`))],
  ])('is found in %s', (_, html) => {
    const found = extract(html)
    expect(found).toMatchObject({ url: HERE, text: PARAGRAPHS.join('\n\n') })
    expect(found).not.toHaveProperty('published')
  })

  it.each(['javascript:alert(1)', 'file:///home/page.html', 'about:internet'])('is never %s', (href) => {
    expect(extract(`<!-- saved from url=(0014)${href} -->${page(canonical(href))}`)).not.toHaveProperty('url')
  })
})

describe('the outlet', () => {
  it.each([
    ['a meta element', '<meta name="publisher" content="Invented Coast">'],
    [
      'JSON-LD, by reference',
      jsonLd({
        '@graph': [
          { '@type': 'Organization', '@id': '#o', name: 'Invented Coast' },
          { '@type': 'Article', publisher: { '@id': '#o' } },
        ],
      }),
    ],
    [
      'the site’s name, where a person publishes it',
      jsonLd({ '@type': 'Article', publisher: { '@type': ['Person', 'Organization'], name: 'A. Writer' } }) +
        '<meta property="og:site_name" content="Invented Coast">',
    ],
    [
      'microdata',
      '</head><body><span itemprop="publisher" itemscope><meta itemprop="name" content="Invented Coast"></span>',
    ],
  ])('is found in %s', (_, head) => {
    expect(extract(page({ head }))).toMatchObject({ publisher: 'Invented Coast' })
  })

  it('is not a URL', () => {
    const head = jsonLd({ '@type': 'Article', publisher: 'https://coast.example/' })
    expect(extract(page({ head }))).not.toHaveProperty('publisher')
  })
})

describe('the language of Cyrillic letters', () => {
  it.each([
    ['ru', 'Смотритель маяка снова зажёг лампу, и мы видели её с берега.'],
    ['uk', 'Доглядач маяка знову запалив лампу, і ми бачили її з берега.'],
    [undefined, 'Даглядчык маяка зноў запаліў лямпу, і мы бачылі яе з берага.'],
    [undefined, 'Чувар светионика је поново упалио лампу, кажу њихови људи.'],
    [undefined, 'Маяк қарауылы шамды қайта жақты, біз оны жағадан көрдік.'],
  ])('is %s only where they leave no doubt', (language, text) => {
    expect(detectLanguage(text)).toBe(language)
  })
})

describe('the language', () => {
  const french =
    '<p>Le gardien du phare a rallumé la lampe dimanche, après un hiver de travaux, dit le bureau.</p>'.repeat(4)
  const persian =
    '<p>نگهبان فانوس دریایی چراغ را روز یکشنبه پس از یک زمستان تعمیر دوباره روشن کرد و پنجره‌ها را گشود.</p>'.repeat(4)
  const bare = (html: string) => html.replace(' lang="en"', '')

  it.each([
    ['the article', bare(page({ body: french })).replace('<article>', '<article lang="fr">'), 'fr'],
    ['xml:lang', bare(page({})).replace('<html>', '<html xml:lang="en-GB">'), 'en-GB'],
    ['an underscore and other letters', page({}).replace('"en"', '"EN_us"'), 'en-US'],
    ['og:locale', bare(page({ body: french, head: '<meta property="og:locale" content="fr_CA">' })), 'fr-CA'],
    ['JSON-LD', bare(page({ body: french, head: jsonLd({ '@type': 'Article', inLanguage: 'fr' }) })), 'fr'],
    ['its words', bare(page({ title: 'Le phare', h1: 'Le phare', body: french })), 'fr'],
    ['its letters, despite its template', page({ title: 'فانوس', h1: 'فانوس', body: persian }), 'fa'],
  ])('is found in %s', (_, html, language) => {
    expect(extract(html).inLanguage).toBe(language)
  })
})

describe('another format', () => {
  it.each([
    ['a.pdf', '%PDF-1.7 …', 'a PDF; open it, select its text'],
    ['a.html', '%PDF-1.7 …', 'a PDF'],
    ['a.docx', 'PK\u0003\u0004', 'a zip file'],
    ['a.html', '\u001f\u008b', 'compressed with gzip; unpack it first'],
    ['a.rtf', '{\\rtf1 Text', 'rich text (RTF); save it as plain text'],
    ['a.webarchive', 'bplist00\u0000', 'a Safari web archive; save the page'],
    ['a.xml', '<?xml version="1.0"?><rss version="2.0">', 'a feed, not a page; open the article'],
    ['a.txt', '\u00ff\u00fea\u0000', 'UTF-16; save it as UTF-8'],
    ['a.html', '\u00ff\u00fe\u0000\u0000<\u0000\u0000\u0000', 'UTF-32; save it as UTF-8'],
    [
      'a.html',
      '<frameset><frame src="a"><noframes>Your browser shows no frames.</noframes></frameset>',
      'save the frame of the article',
    ],
  ])('%s that begins with %j gives its name and a remedy', async (name, content, problem) => {
    expect(await ingestBytes(Buffer.from(content, 'latin1'), name)).toMatchObject({
      problem: expect.stringContaining(problem),
    })
  })

  it('is recognised by its content: pasted HTML, and HTML with the extension of a web archive', async () => {
    for (const name of ['page.txt', 'page.mhtml'])
      expect(await ingestBytes(Buffer.from(`<div><h1>Lighthouse is lit</h1>${ARTICLE}</div>`), name)).toMatchObject({
        draft: { record: { headline: 'Lighthouse is lit' }, text: expect.stringContaining(PARAGRAPHS.join(' ')) },
      })
  })
})

describe('an excessive page', () => {
  const paragraph = `<p>${PARAGRAPHS[0]}</p>`

  it.each([
    ['nested div elements', paragraph + '<div>'.repeat(100_000)],
    ['nested inline elements', paragraph + '<b>'.repeat(100_000)],
    ['nested elements that look closed', `${paragraph}${'<div/>'.repeat(100_000)}`],
    ['moderately nested div elements', paragraph + '<div>'.repeat(2_000)],
  ])('%s', (_, html) => {
    expect(extractPage({ bytes: Buffer.from(html) })).toBeUndefined()
  })

  it('keeps a table of 33,000 rows', () => {
    const { text } = extract(page({ after: `<table>${'<tr><td>Stop</td><td>18:04</td></tr>'.repeat(33_000)}</table>` }))
    expect(text.split('\n').filter((line) => line === 'Stop 18:04')).toHaveLength(33_000)
  })

  it('refuses 50 MB', async () => {
    expect(await ingestBytes(new Uint8Array(50_000_000).fill(65), 'page.html')).toMatchObject({
      problem: expect.stringMatching(/longer than 5 MB/),
    })
  })

  it('stops when it takes too long', async () => {
    const saved = { bytes: Buffer.from(page({})) }
    expect(await readHtml(saved, 'page.html', 1)).toMatchObject({
      problem: expect.stringMatching(/too long or too complex/),
    })
  })

  it('refuses a named pipe and a device', async () => {
    const pipe = join(await mkdtemp(join(tmpdir(), 'ingest-')), 'page.html')
    execFileSync('mkfifo', [pipe])
    for (const path of [pipe, '/dev/zero'])
      expect(await ingestPage(path)).toMatchObject({ problem: expect.stringMatching(/not a regular file/) })
  })
})
