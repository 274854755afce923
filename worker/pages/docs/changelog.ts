/** What changed for those who call the API, newest first. */
export const CHANGELOG: { date: string; changes: string[] }[] = [
  {
    date: '2026-11-27',
    changes: [
      '`?at=2026-11-20` on a topic and everything under it; `/releases/latest`; `/timemap` (RFC 7089); `/changes?from=1&to=3`.',
      '`.zip`, `events.jsonl`, `statements.jsonl`, `datapackage.json`, and CSV of articles, people and organizations. CSV gains locators and the event’s date; `/docs/csv` describes every column.',
      'Rows of `/releases` gain `datePublished`. A 410 has `reason`, and `retired` in the place of `withdrawn` where an editor gave the id up; a 404 names the nearest ids, or the URL that the item has in another collection.',
      'A correction’s `release` is never a withdrawn one. With `Accept`, `Content-Location` of a pinned topic and of `?at=` is the URL of that format.',
      '`/oembed` takes `lang`, `theme` and `size`. A path that is encoded without need leads to the plain one (308).',
      'Pages and scripts carry `no-transform` and are compressed by the service; `Vary` names `Accept-Encoding`; a preflight allows any header.',
      'Across topics: `/v1/statements`, `/v1/people`, `/v1/organizations`, `/v1/corrections`, `/v1/quotes`, with `q`, `claimant` and `participant` by name, `topic`, `status`, dates, `modifiedSince` and `sort`. `/v1/events` and `/v1/articles` have whole items.',
      '`/v1/search`, `/v1/changes`, a feed of all topics (`/v1/feed.atom`, `/v1/feed.json`), `/v1/topics/{topic}/quotes`, and `/v1` with the URLs of all of them.',
      'Every list is paged, 50 items by default, and has `total`. Items have `topic` and `url` (articles `recordUrl`).',
      '`q` finds whole words, `"words beside each other"` and `begin*`; names in every spelling that a topic lists.',
      '`fields` and `include` work on items, too. `include` puts items into `included`, each once, and leaves ids in their place; there is one media type.',
      'A filter with an id that nothing has is a 400 that names the nearest. Lists of values may be repeated.',
      '`/healthz` has `signed`. `sort=relevance` without `q` is a 400.',
      'Cards, frames and oEmbed of a retired id show what took its place, or are a 410 with the reason, as for a withdrawn one; oEmbed of a frame’s address keeps its choices. The redirect of a moved item keeps the query.',
      '`/v1/schemas.json`: all schemas in one document. They have absolute `$id`s, and patterns that any regex engine reads.',
    ],
  },
  {
    date: '2026-11-26',
    changes: [
      'A withdrawn item leaves every format of every release; a file is no longer 410 because of one item.',
      '`/ref`, `/log`, `/manifest` and `/raw/{path}`: the records behind a topic, to check that its history was not changed.',
      '`/v1/topics/{topic}/cards/{id}`: one statement or event for a card. `/widget/{language}.json`: the words of the box.',
      '`lead` on statements and unknowns: it stands for its group. `standalone: false`: not to be shown without its neighbours.',
      '`/v1/topics/{topic}/box` is bounded: 24 KiB at most. It gains `lede`, `strip`, `counts` and `room`.',
      '`/healthz` has `formats` and `index` in the place of `catalog`; `X-Stale` may be `unreadable-format` or `index-error`.',
      '`/oembed` ignores parameters that it does not know, and takes either scheme and a slash at the end.',
      'Data are fresh for 60 s and may be shown for 60 s more while they are fetched again; `stale-if-error` is gone.',
    ],
  },
  {
    date: '2026-11-21',
    changes: [
      'This reference, the OpenAPI 3.1 document at `/v1/openapi.json` and a JSON Schema for every shape.',
      'Lists across topics, filters, `fields`, `include` and cursors.',
      '`/oembed` and `/.well-known/api-catalog`.',
      '`/widget@{hash}.js`: one build of the widget, permanently. `/vocabulary`: the terms of our linked data.',
      'With `fields` or `include`, lists have the type `application/json; shape=selection`.',
      'An id that is gone answers 410, or leads on, under its own collection alone.',
    ],
  },
  { date: '2026-11-02', changes: ['Every release stays readable under `/releases/{release}`, with what it changed.'] },
]
