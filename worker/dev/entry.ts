/**
 * Entry of the local Worker. Makes it behave as behind Cloudflare: a client without Accept-Encoding, such as curl, gets no
 * content coding. The simulator sets `br, gzip` for all clients, and decodes only if the client's own header names other codings.
 */
import type { Env } from '../env.ts'
import worker from '../index.ts'

/** A request with the platform's copy of the client's Accept-Encoding. */
type Marked = Request & { cf?: { clientAcceptEncoding?: string } }

export default {
  fetch(request: Marked, env: Env): Response | Promise<Response> {
    if (request.cf?.clientAcceptEncoding !== '') return worker.fetch(request, env)
    const plain = new Request(request)
    plain.headers.delete('Accept-Encoding')
    return worker.fetch(plain, env)
  },
}
