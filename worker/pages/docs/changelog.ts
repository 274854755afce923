/** What changed for those who call the API, newest first. */
export const CHANGELOG: { date: string; changes: string[] }[] = [
  {
    date: '2026-11-21',
    changes: [
      'This reference, the OpenAPI 3.1 document at `/v1/openapi.json` and a JSON Schema for every shape.',
      'Lists across topics, filters, `fields`, `include` and cursors.',
      '`/oembed` and `/.well-known/api-catalog`.',
    ],
  },
  { date: '2026-11-02', changes: ['Every release stays readable under `/releases/{release}`, with what it changed.'] },
]
