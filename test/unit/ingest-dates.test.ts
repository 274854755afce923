/** The publication date of a page: where it is stated, in which calendar and language, and what only looks like it. */
import { describe, expect, it } from 'vitest'
import { createDraft } from '../../data/ingest/draft.ts'
import { ARTICLE, extract, jsonLd, PARAGRAPHS, type Parts, page } from './saved-pages.ts'

describe('a numeric date', () => {
  it.each([
    ['Tue, 03/11/2031 - 14:03', 'en', '2031-03-11'],
    ['Tuesday 11/03/2031', 'en', '2031-03-11'],
    ['Submitted by editor on Mon, 03/11/2031', 'en', '2031-11-03'],
    ['mardi 11/03/2031', 'fr', '2031-03-11'],
    // Both days are one, or neither, or nothing says which.
    ['Wed, 03/12/2031', 'en', undefined],
    ['Fri, 03/11/2031', 'en', undefined],
    ['03/11/2031', 'en', undefined],
  ])('of unknown order is read by its weekday: %s in %s', (line, lang, date) => {
    const { published } = extract(page({ byline: `<div>${line}</div>`, lang }))
    expect(published?.date).toBe(date)
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
      'marks in the article',
    ],
    [
      'a time in the article, before a teaser’s',
      { byline: '<time>12 March 2031</time>', after: teaser },
      'marks in the article',
    ],
    [
      'a time in a list of details',
      { byline: '<ul><li><a href="/a">A. Writer</a></li><li><time datetime="2031-03-12T09:00">9:00</time></li></ul>' },
      'marks in the article',
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
    [
      'a byline in Chinese with the time behind it',
      { byline: '<div>来源：海港日报 2031年03月12日08:00</div>', lang: 'zh' },
      'between the title',
    ],
    [
      'a line below that says so, and not today’s above',
      { before: '<div>Thursday, 27 November 2036</div>', after: '<p>First published on March 12, 2031</p>' },
      'A line below',
    ],
    ['a byline in Japanese', { byline: '<div>2031年3月12日</div>', lang: 'ja' }, 'between the title'],
    [
      'a line below a title that is a permanent link',
      {
        h1: '<a href="/2031/lit" rel="bookmark">Lighthouse is lit</a>',
        byline: '<small>March 12th, 2031 <!-- by admin --></small>',
      },
      'between the title',
    ],
    ['a byline with an ordinal', { byline: '<div>Published 12th March, 2031</div>' }, 'between the title'],
    [
      'a byline that states the update first',
      { byline: '<div>Updated: 14.03.2031, published: 12.03.2031</div>' },
      'between the title',
    ],
    [
      'a byline beside a line about the update',
      { byline: '<div>Last updated 14 March 2031</div><div>12 March 2031</div>' },
      'between the title',
    ],
    [
      'an article whose keys are full URLs',
      { head: jsonLd({ '@type': 'http://schema.org/NewsArticle', 'http://schema.org/datePublished': '2031-03-12' }) },
      'JSON-LD',
    ],
    [
      'the article with the page’s URL',
      {
        head: `<link rel="canonical" href="https://coast.example/lit">${jsonLd([
          { '@type': 'Article', url: '/rain', headline: 'Lighthouse is lit', datePublished: '2032-01-09' },
          { '@type': 'Article', mainEntityOfPage: { '@id': 'https://coast.example/lit' }, datePublished: '2031-03-12' },
        ])}`,
      },
      'JSON-LD',
    ],
    [
      'JSON-LD with a trailing comma',
      { head: jsonLd({ '@type': 'Article', datePublished: '2031-03-12' }).replace('}', ',}') },
      'JSON-LD',
    ],
    ['milliseconds', { head: jsonLd({ '@type': 'Article', datePublished: Date.UTC(2031, 2, 12, 9) }) }, 'JSON-LD'],
    [
      'the creation date, if there is no other',
      { head: jsonLd({ '@type': 'Article', dateCreated: '2031-03-12' }) },
      'creation',
    ],
    [
      'a byline, when its field is unset',
      { head: jsonLd({ '@type': 'Article', datePublished: '0001-01-01T00:00:00Z' }), byline: '<p>12 March 2031</p>' },
      'between the title',
    ],
    [
      'a byline, when its field contains no date',
      { head: jsonLd({ '@type': 'Article', datePublished: '1970-01-01T00:00:00Z' }), byline: '<p>12 March 2031</p>' },
      'between the title',
    ],
    ['a meta element of an unknown name', { head: '<meta name="vr:Publish_Time" content="2031-03-12">' }, 'metadata'],
    [
      'an itemprop, not in a teaser',
      {
        before: '<aside><meta itemprop="datePublished" content="2032-01-09"></aside>',
        byline: '<meta itemprop="datePublished" content="2031-03-12">',
      },
      'markup',
    ],
    [
      'a time after one of an update',
      {
        byline: '<p>Updated <time datetime="2031-03-15">15 March</time></p><p><time datetime="2031-03-12">x</time></p>',
      },
      'marks in the article',
    ],
    [
      'a time with a class that names it',
      { byline: '<time class="updated" datetime="2031-03-15">x</time><time datetime="2031-03-12">x</time>' },
      'marks in the article',
    ],
    [
      'three elements',
      { byline: '<div class="date"><div>12</div><div>March</div><div>2031</div></div>' },
      'named as its date',
    ],
    ['a line below a standfirst', { byline: `<p>${PARAGRAPHS[0]}</p><p>12 March 2031</p>` }, 'between the title'],
    ['a line below the article', { after: '<p>First published on 12 March 2031</p>' }, 'below the article'],
    ['a line above the title', { before: '<main><div>12.03.2031</div>', after: '</main>' }, 'above the title'],
  ])('is found in %s', (_, parts, basis) => {
    const { published } = extract(page(parts))
    expect(published).toEqual({ date: '2031-03-12', basis: expect.stringContaining(basis) })
  })

  it.each([
    [
      'below the title, not the site’s clock',
      `<header><time datetime="2032-01-09">9 January 2032</time></header><div><h1>Lighthouse is lit</h1><p>By A. Writer <time datetime="2031-03-12">12 March</time></p>${ARTICLE}</div>`,
    ],
    [
      'in the page’s main part, not in a card',
      `<section><article><a href="/r"><h3>Rain</h3></a><time datetime="2032-01-09">9 January</time></article></section><main><h1>Lighthouse is lit</h1><p><time datetime="2031-03-12">12 March</time></p>${ARTICLE}</main>`,
    ],
  ])('of a page without an article element is that %s', (_, body) => {
    expect(extract(`<title>Lighthouse is lit</title>${body}`)).toMatchObject({ published: { date: '2031-03-12' } })
  })

  it.each<[string, Parts]>([
    ['that of a teaser', { before: teaser, after: teaser.replace('aside', 'nav') }],
    [
      'that of a related article',
      { after: '<article><h2>Rain</h2><time datetime="2032-01-09">9 Jan</time></article>' },
    ],
    [
      'that of a listed article in JSON-LD',
      {
        head: jsonLd({
          '@type': 'ItemList',
          itemListElement: [{ '@type': 'NewsArticle', datePublished: '2032-01-09' }],
        }),
      },
    ],
    ['that of an update', { byline: '<div>Updated 14.03.2031</div>' }],
    ['a day and month in an ambiguous order', { byline: '<div>03/04/2031</div>' }],
    ['a day that the calendar does not have', { byline: '<div>31.02.2031</div>' }],
    [
      'that of an event in the text',
      { body: `<p>${PARAGRAPHS[0]} It went out on <time datetime="2028-05-03">3 May 2028</time>.</p>${ARTICLE}` },
    ],
    ['only that of a change', { byline: '<p>Last updated: <time datetime="2031-03-15">15 March 2031</time></p>' }],
    ['that of a copy', { before: '<div>Saved from the original on 12 Mar 2031</div>' }],
    ['in the Islamic calendar', { byline: '<p>14 جمادى الأولى 1428</p>', lang: 'ar' }],
    ['that of a version', { byline: '<div>Version 1.12.03.2031.4</div>' }],
    ['in an unnamed calendar', { byline: '<div>12 March 2574</div>' }],
    [
      'that of a comment',
      { after: '<section class="comments"><p>Nice. <time datetime="2032-01-09">9 Jan</time></p></section>' },
    ],
  ])('is never %s', (_, parts) => {
    expect(extract(page(parts))).not.toHaveProperty('published')
  })
})

describe('a written date', () => {
  const persian = {
    lang: 'fa',
    body: '<p>نگهبان فانوس دریایی چراغ را روز یکشنبه پس از یک زمستان تعمیر دوباره روشن کرد و پنجره‌ها را گشود.</p>'.repeat(
      4,
    ),
  }
  const arabic = {
    lang: 'ar',
    body: '<p>أشعل حارس المنارة مصباحها يوم الأحد بعد شتاء من أعمال الإصلاح، بحسب ما قال مكتب الميناء.</p>'.repeat(4),
  }

  it.each<[string, string, Parts]>([
    ['10-Mar-2031', '2031-03-10', {}],
    ['MARCH 10,2031', '2031-03-10', {}],
    ['Mon Mar 10 2031 08:00:00 GMT+0100 (CET)', '2031-03-10', {}],
    ['2031 March 10', '2031-03-10', {}],
    ['2031. március 10.', '2031-03-10', { lang: 'hu' }],
    ['2031 m. kovo 10 d.', '2031-03-10', { lang: 'lt' }],
    ['2031 年 3 月 10 日', '2031-03-10', { lang: 'ja' }],
    ['10 במרץ 2031', '2031-03-10', { lang: 'he' }],
    ['10. März 2031', '2031-03-10', { lang: 'en' }],
    ['31-5-2007', '2007-05-31', {}],
    ['۱۰ مارس ۲۰۳۱', '2031-03-10', persian],
    ['دوشنبه ۱۹ اسفند ۱۴۰۹ - ۱۲:۳۰', '2031-03-10', persian],
    ['۱۳۸۶/۰۳/۱۰', '2007-05-31', persian],
    ['پنج\u200cشنبه ۷ ديماه ۱۳۸۵', '2006-12-28', persian],
    ['۳۰ اسفند ۱۳۹۹', '2021-03-20', persian],
    ['۱ فروردین ۱۴۰۰', '2021-03-21', persian],
    ['۱۰ جوزا ۱۳۸۶', '2007-05-31', { ...persian, lang: 'fa-AF' }],
    ['٣١/٥/٢٠٠٧', '2007-05-31', arabic],
    ['\u200f31\u200f مايو، \u200f2007', '2007-05-31', arabic],
    ['الخميس 31 أيار 2007', '2007-05-31', arabic],
    ['31 أيار/مايو 2007', '2007-05-31', arabic],
    ['12 كانون الثاني 2031', '2031-01-12', arabic],
    ['12 تشرين الأول 2031', '2031-10-12', arabic],
    ['31 ماي 2007', '2007-05-31', { ...arabic, lang: 'ar-DZ' }],
    ['14 جمادى الأولى 1428 هـ - 31 مايو 2007 م', '2007-05-31', arabic],
  ])('%s is %s', (byline, date, parts) => {
    const { published } = extract(page({ ...parts, byline: `<p>${byline}</p>` }))
    expect(published?.date).toBe(date)
    const isPersian = /۱[۳۴]/.test(byline)
    expect(published?.basis).toMatch(isPersian ? /Converted from the Persian calendar\.$/ : /article\.$/)
  })

  it.each(['03/04/2031', '10 tháng 3, 2031', '10 jui 2031'])('%s is doubtful, so no date is taken', (byline) => {
    expect(extract(page({ byline: `<p>${byline}</p>` }))).not.toHaveProperty('published')
  })

  it('of the Buddhist calendar is converted on a page in Thai', () => {
    const body = '<p>ผู้ดูแลประภาคารจุดตะเกียงอีกครั้งเมื่อวันอาทิตย์หลังจากซ่อมแซมตลอดฤดูหนาว</p>'.repeat(4)
    for (const byline of ['10 มีนาคม 2574', '10/3/2574 เวลา 08:00'])
      expect(
        extract(page({ lang: 'th', h1: 'ประภาคาร', title: 'ประภาคาร', body, byline: `<p>${byline}</p>` })),
      ).toMatchObject({
        published: { date: '2031-03-10', basis: expect.stringContaining('from the Buddhist calendar') },
      })
  })

  it('in a dateline may follow a comma of another script', async () => {
    const body = `<p>تهران، ۱۹ اسفند ۱۴۰۹ – نگهبان فانوس دریایی چراغ را روز یکشنبه دوباره روشن کرد.</p>${persian.body}`
    expect(
      await createDraft(extract(page({ ...persian, h1: 'فانوس', title: 'فانوس', body })), 'page.txt'),
    ).toMatchObject({
      record: { datePublished: '2031-03-10', dateline: 'تهران، ۱۹ اسفند ۱۴۰۹' },
    })
  })

  it.each(['ASHMERE, March 12, 2031 /Newswire/ -- ', 'Ashmere, 12 March 2031 (Agency) – '])(
    'in a dateline may follow a line of its own: %s',
    async (dateline) => {
      const body = `<p>FOR IMMEDIATE RELEASE</p>${ARTICLE.replace('<p>', `<p>${dateline}`)}`
      expect(await createDraft(extract(page({ body })), 'page.txt')).toMatchObject({
        record: { datePublished: '2031-03-12', dateline: expect.stringContaining('2031') },
      })
    },
  )

  it('is drafted with the evidence against it, or with the reason why it is omitted', async () => {
    const canonical = '<link rel="canonical" href="https://coast.example/2031/03/01/lit">'
    const linked = jsonLd({ '@type': 'Article', datePublished: '2031-03-12T23:30:00Z' })
    const meta = (date: string) => `<meta property="article:published_time" content="${date}">`
    const note = async (parts: Parts) => {
      const drafted = await createDraft(extract(page(parts)), 'page.txt')
      return drafted.kind === 'draft' ? drafted.notes.datePublished : drafted.problem
    }
    expect(await note({ head: linked + meta('2031-03-09') })).toMatch(/also has 2031-03-09/)
    expect(await note({ head: linked + canonical })).toMatch(/also has 2031-03-01/)
    expect(await note({ head: linked + meta('2031-03-13T00:30:00+01:00') })).toBeUndefined()
    expect(await note({ byline: '<p>03/04/2031</p>' })).toMatch(/03\/04\/2031 does not show which number is the day/)
  })

  it('of a text is above the article, or below it after a word such as “published”', async () => {
    for (const [above, below] of [
      ['31 May 2007', ''],
      ['', 'Published 31 May 2007'],
    ])
      expect(
        await createDraft({ text: ['Lighthouse lit', above, ...PARAGRAPHS, below].join('\n\n') }, 'page.txt'),
      ).toMatchObject({
        record: { datePublished: '2007-05-31' },
      })
  })
})
