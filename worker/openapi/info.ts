/** Title and introduction of the API reference. */
export const INFO = {
  title: 'Fact box',
  version: '1.0.0',
  summary: 'Cited, versioned facts, read-only.',
  description: `No key, no cookie, readable from any origin. Every URL supports GET and HEAD; OPTIONS returns 204, any other method 405 with Allow. A URL with a trailing slash, or with two slashes at the start of the path, redirects to the URL without them (308). Under /v1 and at /snippet an unknown parameter is an error; pages and scripts, to whose URLs other sites add parameters, redirect to the URL without it (308); frames and /oembed ignore it. Every response has Cache-Control and, if it may be stored, an ETag. Errors are application/problem+json (RFC 9457).

Changes within /v1 are additive: fields, URLs and enumeration values may be added, but none is renamed or removed. If a removal is unavoidable, Deprecation (RFC 9745) and Sunset (RFC 8594) headers announce it a year ahead.`,
  license: { name: 'CC BY 4.0', identifier: 'CC-BY-4.0' },
} as const
