/** What the documentation says of the API as a whole. */
export const INFO = {
  title: 'Fact box',
  version: '1.0.0',
  summary: 'Cited, versioned facts, read-only.',
  description: `No key, no cookie, readable from any origin. Every address answers GET and HEAD, OPTIONS with 204, and any other method with 405 and Allow. An address with a slash at its end, or two at its beginning, leads to the one without (308). Under /v1 an unknown parameter is an error; pages and scripts, behind whose addresses others put parameters of their own, lead to the address without (308); a frame and /oembed ignore it. Every answer has Cache-Control and, where it may be stored, an ETag. Errors are application/problem+json (RFC 9457).

Within /v1 everything is additive: fields, addresses and values of enumerations may be added, none is renamed or removed. Should one have to go, Deprecation (RFC 9745) and Sunset (RFC 8594) headers say so a year ahead.`,
  license: { name: 'CC BY 4.0', identifier: 'CC-BY-4.0' },
} as const
