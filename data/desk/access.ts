/**
 * Access to the desk: only from a page on this machine that was opened with the current token. Other sites in the same
 * browser (CSRF) and host names that resolve to 127.0.0.1 (DNS rebinding) can neither read nor write.
 */
import { timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types desk-box',
].join('; ')

const HEADERS = {
  'content-security-policy': POLICY,
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** Refuses requests from other origins. `host` is the desk's, such as `127.0.0.1:8789`. */
export function guardOrigin(host: string): MiddlewareHandler {
  return async (context, next) => {
    const origin = context.req.header('origin')
    const site = context.req.header('sec-fetch-site')
    const isOwn =
      context.req.header('host') === host &&
      (origin === undefined || origin === `http://${host}`) &&
      (site === undefined || site === 'same-origin' || site === 'none')
    if (!isOwn) return context.text('The desk answers only its own page.\n', 403, HEADERS)
    await next()
    for (const [name, value] of Object.entries(HEADERS)) context.header(name, value)
  }
}

/** Unsaved work is kept for the same tab, or after the tab is closed, for the next one. */
const OTHER_TOKEN = 'npm start was run again: open the URL that it printed last in this tab. Unsaved work is kept.'

/** Requires the token for requests that read or write content. The page itself has no content. */
export function guardToken(token: string): MiddlewareHandler {
  const expected = Buffer.from(`Bearer ${token}`)
  return async (context, next) => {
    const given = Buffer.from(context.req.header('authorization') ?? '')
    if (given.length !== expected.length || !timingSafeEqual(given, expected))
      return context.json({ kind: 'failure', problem: OTHER_TOKEN }, 401)
    await next()
  }
}
