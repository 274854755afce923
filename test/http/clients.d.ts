/** The parts used here of packages without types. */
declare module 'http-cache-semantics' {
  interface Message {
    url?: string
    method?: string
    status?: number
    headers: Record<string, string>
  }
  export default class CachePolicy {
    constructor(request: Message, response: Message, options?: { shared?: boolean })
    /** Milliseconds; tests replace the clock. */
    now(): number
    storable(): boolean
    timeToLive(): number
    satisfiesWithoutRevalidation(request: Message): boolean
    revalidationHeaders(request: Message): Record<string, string>
    revalidatedPolicy(request: Message, response: Message): { modified: boolean; matches: boolean }
  }
}
