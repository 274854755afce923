/**
 * The Worker on this machine, as clients reach it through Cloudflare: a client without Accept-Encoding, such as curl, gets no
 * content coding. The simulator sends `br, gzip` for all clients, and decodes only for clients that name others.
 */
import type { Env } from '../env.ts'
import worker from '../index.ts'

/** As the platform marks it. */
type Marked = Request & { cf?: { clientAcceptEncoding?: string } }

export default {
  fetch(request: Marked, env: Env): Response | Promise<Response> {
    if (request.cf?.clientAcceptEncoding !== '') return worker.fetch(request, env)
    const plain = new Request(request)
    plain.headers.delete('Accept-Encoding')
    return worker.fetch(plain, env)
  },
}
