/** Invented pages as an editor would save them, with navigation and other surroundings. `body` holds the lines of the article. */

import { extractPage } from '../../data/ingest/html-page.ts'

export interface SavedPage {
  text: string
  body: { firstLine: number; lastLine: number }
}

const lines = (firstLine: number, lastLine: number, ...text: string[]): SavedPage => ({
  text: text.join('\n'),
  body: { firstLine, lastLine },
})

const LEDE = 'The council of a made-up island voted on Monday to move its only clock back to the market square.'

/** A breadcrumb, a title, a teaser that repeats the first paragraph, and lists of other stories. */
export const TEASER_AND_LISTS = lines(
  9,
  15,
  'News From The IslandTownMarket clock’s return is voted through',
  '',
  "Market clock's return is voted through",
  '',
  '-',
  '',
  `Made-up Monitor: Old Harbour, June 3 – ${LEDE} Made-up Monitor`,
  '',
  `Old Harbour, June 3 – ${LEDE}`,
  '',
  'The clock keeper said after the vote, “It will strike nine by the autumn, whatever the weather”.',
  '',
  'What happens now',
  '',
  'Workers are to lay the foundations in August, according to the council, which gave no cost.',
  '',
  'More from today',
  '',
  'Ducks cross the high street',
  '',
  'Traffic on the invented high street stood still on Sunday when a family of ducks...',
  '',
  'Library lends its first kite',
  '',
  'A reader in a town that nobody has heard of took home the first kite that...',
  '',
  'Popular this week',
  '',
  'Baker names a loaf',
  '',
  'The baker of the old harbour has given a loaf…',
  '',
  'You could also readSIMILAR',
  'Chosen for readers',
)

/** Links for screen readers, a title three times, and a menu of font sizes. */
export const LINKS_AND_MENU = lines(
  9,
  13,
  'Jump to the text',
  '',
  'Just in',
  '',
  'Bells On Windmill Hill',
  '',
  'Bells On Windmill Hill',
  'Bells On Windmill Hill',
  'On July 2nd, ringers of three imaginary parishes met for a second time on Windmill Hill. "We rang until dusk," said one.',
  '',
  'Another ringer gave this account:',
  '',
  '"The rope is old. It was never meant for four bells, and everybody up there knew that it was not."',
  '',
  'S',
  'M',
  'L',
  'XL',
)

/** A paragraph that a mail program wrapped, below a date and between a notice and a sign-off. */
export const WRAPPED = lines(
  7,
  12,
  'The heron returns to the mill pond',
  '',
  'By the nature desk',
  '',
  '14 April 2031',
  '',
  'A grey heron that had not been seen for two winters came back to the',
  'mill pond on Saturday, the warden of the made-up reserve said, and it',
  'stayed until the evening.',
  '',
  'Visitors are asked to keep to the path. The warden said that nobody',
  'had yet found its nest.',
  '',
  'Share',
  '© 2031 The Invented Gazette. All rights reserved.',
)

/** A notice in whole sentences, a title that is a question, a date beside a time, a link inside the body. */
export const ASKING = lines(
  10,
  16,
  'This made-up site keeps crumbs of what you read, and you may change your settings whenever you like.',
  'Accept all',
  'Reject all',
  '',
  'Home',
  'Will the invented bridge ever open again?',
  '',
  'By a reporter',
  'Published 3 May 2031, 10:15',
  'The invented bridge may never open again, its keeper said on Friday, as the last of its planks was carried off.',
  '',
  '“No”, she said.',
  '',
  'Read more: The planks of the invented bridge',
  '',
  'A second bridge is planned two miles further down the imaginary river, according to the council.',
  '',
  'Share this article',
  'More on this story',
  'The planks are sold off',
  'A buyer from out of town took all of them.',
)

/** Short sections under headlines; the form resembles a list of other stories. */
export const SECTIONED = lines(
  5,
  15,
  'Five things about the toy museum',
  '',
  'By the weekend desk',
  '',
  'The toy museum of a town without a name opens its doors again on Friday after a long pause.',
  '',
  'The train',
  '',
  'A tin train runs around the ceiling of the largest hall once in every hour of the day.',
  '',
  'The bears',
  '',
  'There are forty bears, and according to the keeper none of them has ever been sold to anybody.',
  '',
  'Tickets are sold at the door and cost as much as a cup of tea in the museum’s own café.',
)

const SECTION = (text: string) => `<p>${text}</p>`

/** A news page with navigation, an aside inside the article, other stories and a footer. */
export const HTML_PAGE = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Ferry timetable is drawn by lot | Invented Gazette</title>
<meta property="og:site_name" content="Invented Gazette">
<meta property="article:published_time" content="2031-05-06T23:30:00+02:00">
<link rel="canonical" href="/2031/05/06/ferry-timetable">
<script>document.title = 'never run'</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/town">Town</a></li></ul></nav>
<main><article><h1>Ferry timetable is drawn by lot</h1>
${[
  'The timetable of the ferry between two made-up islands was drawn by lot on Tuesday, the pier master said, because its passengers could not agree.',
  'Eleven proposals had been put into a hat, among them one that let the ferry sail only at full moon, according to the passengers’ club.',
]
  .map(SECTION)
  .join('\n')}
<aside><h2>Read also</h2><p>The pier master’s hat has been lent to the museum for the summer.</p></aside>
${[
  '“We shall keep to it for a year”, the pier master said, “and then we shall see who is still speaking to whom”.',
  'The first ferry under the new timetable leaves on Thursday at four minutes past nine, and the last comes back at dusk.',
]
  .map(SECTION)
  .join('\n')}
</article></main>
<aside><h2>More from today</h2><ul><li><a href="/a">Gull elected</a></li><li><a href="/b">Fog sold out</a></li></ul></aside>
<footer><p>© 2031 Invented Gazette. All rights reserved, imaginary ones too.</p></footer></body></html>`

export const PARAGRAPHS = [
  'The keeper of the invented lighthouse lit its lamp again on Sunday after a winter of repairs, the harbour office said.',
  'Boats had gone around the rocks by day alone since the lamp was put out by a gull in the autumn, it added.',
  '“It burns as it did”, said the keeper, who had waited on the stairs with a match and a cup of tea for an hour.',
  'The lamp is to be lit each evening at dusk, according to the harbour office, and put out when the sun is up.',
]

/** The paragraphs as HTML. */
export const ARTICLE = PARAGRAPHS.map((paragraph) => `<p>${paragraph}</p>`).join('')

export interface Parts {
  title?: string
  h1?: string
  head?: string
  before?: string
  byline?: string
  body?: string
  after?: string
  lang?: string
}

export function page({
  title = 'Lighthouse is lit',
  h1 = 'Lighthouse is lit',
  head = '',
  before = '',
  byline = '',
  after = '',
  lang = 'en',
  body,
}: Parts) {
  const text = body ?? ARTICLE
  return `<!doctype html><html lang="${lang}"><head><title>${title}</title>${head}</head><body>${before}<article><h1>${h1}</h1>${byline}${text}</article>${after}</body></html>`
}

export function extract(html: string | Uint8Array, url?: string) {
  const bytes = typeof html === 'string' ? new TextEncoder().encode(html) : html
  const extracted = extractPage({ bytes, ...(url === undefined ? {} : { url }) })
  if (!extracted) throw new Error('too deep')
  return extracted
}

export const jsonLd = (data: unknown) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`
