/**
 * Content codings (RFC 9110, 8.4). Pages and scripts have `no-transform`, so that no intermediary rewrites content that a policy
 * or an `integrity` attribute refers to. Cloudflare then does not compress them either, so the Worker does, once per response.
 * Intermediaries compress all other text.
 */

const TEXT = /^text\/|[/+](?:jsonl?|xml)\b|^image\/svg/
const PAGE_OR_SCRIPT = /^text\/(?:html|javascript)\b/

/** Whether an intermediary may compress this type, so that caches must distinguish the codings. */
export function isCompressible(type: string): boolean {
  return TEXT.test(type)
}

/** Whether no intermediary may change this type. */
export function isFinal(type: string): boolean {
  return PAGE_OR_SCRIPT.test(type)
}

/** Reads Accept-Encoding; a weight of 0 refuses gzip (RFC 9110, 12.5.3). */
export function acceptsGzip(field: string | null): boolean {
  // No flag `i`: the first use of a case-insensitive expression costs an isolate some milliseconds.
  return field !== null && /(?:^|[\s,])gzip\s*(?:$|,|;\s*q=(?:1|0\.0*[1-9]))/.test(field.toLowerCase())
}

export function compress(bytes: BufferSource): Promise<ArrayBuffer> {
  const { readable, writable } = new CompressionStream('gzip')
  const writer = writable.getWriter()
  writer.write(bytes)
  writer.close()
  return new Response(readable).arrayBuffer()
}
