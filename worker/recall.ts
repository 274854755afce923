/**
 * The same answer again, before a route is even sought: which route, which release and which representation an address
 * leads to changes only with what is read of KV. So an answer holds for as long as the topic's pointer is the very one
 * that it was made with, and no reading is due.
 */
import type { Context } from 'hono'
import type { App, Environment } from './environment.ts'
import { takesAnything } from './http/negotiation.ts'
import { openRepresentations } from './http/representations.ts'
import { type Representation, respond } from './http/response.ts'
import { openStorage } from './storage/kv.ts'
import type { FoundTopic } from './storage/release.ts'

/** An answer to a GET, and what it rests on. */
export interface Recalled {
  representation: Representation
  pointer: FoundTopic['pointer']
  /** Whether Accept had a say in it: then it is only for those who take anything. */
  isNegotiated: boolean
}

/** Where requests are counted, none is answered uncounted. */
export function recall(request: Request, environment: Environment): Response | undefined {
  if (request.method !== 'GET' || environment.RATE_LIMITER) return undefined
  const storage = openStorage(environment)
  const known = openRepresentations(storage).recalled.last(readAddress(request))
  if (!known || storage.freshPointer(known.pointer.row.id) !== known.pointer) return undefined
  if (known.isNegotiated && !takesAnything(request.headers.get('Accept'))) return undefined
  return respond(request, known.representation)
}

/**
 * `address` is the one way to write what was asked. Other spellings are sought each time, so that nobody fills the memory
 * with them; and so is what the platform does not read as we do. Nothing stale: an outage is told to every reader anew.
 */
export function remember(
  { req, env }: Context<App>,
  address: string,
  { pointer, stale }: FoundTopic,
  representation: Representation,
): void {
  const isNegotiated = representation.headers.has('Vary')
  if (stale || readAddress(req.raw) !== address) return
  if (isNegotiated && !takesAnything(req.raw.headers.get('Accept'))) return
  openRepresentations(openStorage(env)).recalled.set(address, { representation, pointer, isNegotiated })
}

/** Path and query as they were sent. */
function readAddress({ url }: Request): string {
  return url.slice(url.indexOf('/', 'https://'.length))
}
