/** What holds for every route, in words. */
export const RULES: { id: string; title: string; paragraphs: string[] }[] = [
  {
    id: 'dates',
    title: 'Partial dates',
    paragraphs: [
      'A date is as precise as the source: `2007`, `2007-07` or `2007-07-24`. It stands for all the days that it spans. `datePrecision` says how much the sources give, `dateBasis` how we know.',
      'With `approximate`, `startDate` and `endDate` bound the days on which an event can have happened. With `unknown` there is no `startDate`. `from` and `to` keep what can have happened between them, both included; what has no date matches neither.',
    ],
  },
  {
    id: 'cursors',
    title: 'Lists and cursors',
    paragraphs: [
      'A list is `{items, total, next?, included?}`. `fields` keeps these fields of each item, `include` adds what the items refer to. While there is `next`, send it back as `cursor` with the same filters; the `Link` header has the whole address as `rel="next"`. Cursors are opaque and never expire; of a release that was withdrawn since, one gives 410.',
      'A parameter that takes several values takes them joined by commas or repeated; any other one once.',
    ],
  },
  {
    id: 'errors',
    title: 'Errors',
    paragraphs: [
      'Every error is `application/problem+json` (RFC 9457). 400 names each wrong parameter in `errors`; under `/v1` an unknown parameter is one, while a page or a script leads to its address without it (308), and a frame and `/oembed` ignore it. 404 is what never was, 410 what was withdrawn or retired, with the reason in `reason`. 405 carries `Allow`, 503 `Retry-After`.',
    ],
  },
  {
    id: 'caching',
    title: 'Caching',
    paragraphs: [
      'Answers carry a strong `ETag`. Send it back in `If-None-Match` and get 304 while nothing changed. What a release changes may be kept for a minute, a pinned release for a day in a browser and a minute in a shared cache, hashed files permanently.',
      '`X-Release` numbers the release. `X-Stale` says that an older copy is shown, and why.',
    ],
  },
  {
    id: 'stability',
    title: 'Stability',
    paragraphs: [
      'Within `/v1` everything is additive: fields, addresses and values of enumerations may come, none is renamed or goes. Ignore what you do not know. Should something have to go after all, `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) headers say so a year ahead.',
    ],
  },
]
