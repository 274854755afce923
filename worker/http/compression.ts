/**
 * Content codings (RFC 9110, 8.4). Pages and scripts carry `no-transform`, so that nothing on the way rewrites what a policy
 * or an `integrity` attribute names; Cloudflare then does not compress them either, so the Worker does, once for each
 * response. All other text is left to whatever compresses on the way.
 */

const TEXT = /^text\/|[/+](?:jsonl?|xml)\b|^image\/svg/
const PAGE_OR_SCRIPT = /^text\/(?:html|javascript)\b/

/** Whether an intermediary may compress it, so that caches must distinguish the codings. */
export function isCompressible(type: string): boolean {
  return TEXT.test(type)
}

/** Whether no intermediary may change it. */
export function isFinal(type: string): boolean {
  return PAGE_OR_SCRIPT.test(type)
}

/** By Accept-Encoding; a weight of 0 refuses it (RFC 9110, 12.5.3). */
export function acceptsGzip(field: string | null): boolean {
  // An expression that ignores case costs an isolate some milliseconds the first time.
  return field !== null && /(?:^|[\s,])gzip\s*(?:$|,|;\s*q=(?:1|0\.0*[1-9]))/.test(field.toLowerCase())
}

export function compress(bytes: BufferSource): Promise<ArrayBuffer> {
  const { readable, writable } = new CompressionStream('gzip')
  const writer = writable.getWriter()
  writer.write(bytes)
  writer.close()
  return new Response(readable).arrayBuffer()
}
