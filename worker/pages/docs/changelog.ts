/** What changed for those who call the API, newest first. */
export const CHANGELOG: { date: string; changes: string[] }[] = [
  {
    date: '2026-11-21',
    changes: [
      'This reference, the OpenAPI 3.1 document at `/v1/openapi.json` and a JSON Schema for every shape.',
      'Lists across topics, filters, `fields`, `include` and cursors.',
      '`/oembed` and `/.well-known/api-catalog`.',
      '`/ref`, `/log`, `/manifest` and `/raw/{path}`: the records behind a topic, to check that its history was not changed.',
      '`/widget@{hash}.js`: one build of the widget, for ever. `/vocabulary`: the terms of our linked data.',
      'With `fields` or `include`, lists have the type `application/json; shape=selection`.',
      'An id that is gone answers 410, or leads on, under its own collection alone.',
    ],
  },
  { date: '2026-11-02', changes: ['Every release stays readable under `/releases/{release}`, with what it changed.'] },
]
