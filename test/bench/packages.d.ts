/** The parts used here of this folder's own packages, so that the compiler does not need them installed. */
declare module 'express' {
  import type { Server } from 'node:net'

  interface Response {
    set(headers: Record<string, string>): Response
    send(body: Buffer): void
  }
  interface Application {
    disable(setting: string): Application
    get(path: string, handler: (request: unknown, response: Response) => void): void
    listen(port: number, host: string, done: () => void): Server
  }
  export default function express(): Application
}

declare module 'fastify' {
  import type { Server } from 'node:net'

  interface Reply {
    headers(headers: Record<string, string>): Reply
    send(body: Buffer): Reply
  }
  interface Application {
    server: Server
    get(path: string, handler: (request: unknown, reply: Reply) => Reply): void
    listen(address: { host: string; port: number }): Promise<string>
  }
  export default function fastify(): Application
}

declare module 'lighthouse' {
  interface Audit {
    title: string
    score: number | null
    numericValue?: number
    displayValue?: string
  }
  interface Category {
    score: number | null
    auditRefs: { id: string; weight: number }[]
  }
  interface Result {
    categories: Record<string, Category>
    audits: Record<string, Audit>
  }
  export default function lighthouse(
    url: string,
    flags: { port: number; onlyCategories: string[]; skipAudits: string[]; logLevel: string },
  ): Promise<{ lhr: Result } | undefined>
}
