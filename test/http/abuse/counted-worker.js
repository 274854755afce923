/** The Worker with a KV that counts reads, is slow, and can hang; requests below `/-/` control it. */
import app from './worker.mjs'

const SLOW_MS = 300
const reads = {}
// Every incomplete response is logged.
console.warn = () => {}
console.error = () => {}
let isHanging = false

let facts
const wrap = (namespace) => ({
  async get(key, options) {
    reads[key] = (reads[key] ?? 0) + 1
    await scheduler.wait(SLOW_MS)
    if (isHanging) await new Promise(() => {})
    return namespace.get(key, options)
  },
})

export default {
  async fetch(request, env, ctx) {
    const { pathname } = new URL(request.url)
    if (pathname === '/-/reads') return Response.json(reads)
    if (pathname === '/-/hang' || pathname === '/-/answer') {
      isHanging = pathname === '/-/hang'
      return new Response()
    }
    // A client that leaves during a KV read: the runtime then ends the operations of that request.
    if (pathname.startsWith('/-/leave/')) {
      const left = new AbortController()
      const reading = ctx.exports.default.fetch(request.url.replace('/-/leave', ''), { signal: left.signal })
      await scheduler.wait(SLOW_MS / 3)
      left.abort()
      await reading.catch(() => {})
      return new Response()
    }
    facts ??= wrap(env.FACTS)
    return app.fetch(request, { ...env, FACTS: facts }, ctx)
  },
}
