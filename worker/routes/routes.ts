import type { Handler, MiddlewareHandler } from 'hono'
import { HonoBase } from 'hono/hono-base'
import type { Result } from 'hono/router'
import { TrieRouter } from 'hono/router/trie-router'
import type { BlankSchema } from 'hono/types'
import { getPath } from 'hono/utils/url'
import type { App } from '../env.ts'

interface Route {
  path: string
  handlers: (Handler<App> | MiddlewareHandler<App>)[]
  isMiddleware: boolean
}

/**
 * A group of routes, as data until an application takes them in. Groups that are applications of Hono's would each copy their
 * routes into the next, which was a third of what running this code takes when an isolate starts.
 */
export class Routes {
  readonly all: Route[] = []

  get(path: string, ...handlers: Route['handlers']): this {
    this.all.push({ path, handlers, isMiddleware: false })
    return this
  }

  /** Runs before the routes that match the path. */
  use(path: string, ...handlers: MiddlewareHandler<App>[]): this {
    this.all.push({ path, handlers, isMiddleware: true })
    return this
  }

  /** The routes of another group, below `base`. */
  group(base: string, { all }: Routes): this {
    this.all.push(...all.map((route) => ({ ...route, path: join(base, route.path) })))
    return this
  }
}

type Matched = Result<Parameters<HonoBase<App>['router']['add']>[2]>

const MAX_REMEMBERED = 500
const MAX_REMEMBERED_LENGTH = 200

/** Many URLs differ in their query alone, and to search the tree for a path takes as long as filtering a list. */
class RememberingRouter extends TrieRouter<Parameters<HonoBase<App>['router']['add']>[2]> {
  readonly #found = new Map<string, Matched>()

  override match(method: string, path: string): Matched {
    const key = `${method} ${path}`
    const known = this.#found.get(key)
    if (known) return known
    const found = super.match(method, path)
    if (key.length > MAX_REMEMBERED_LENGTH) return found
    if (this.#found.size >= MAX_REMEMBERED) this.#found.clear()
    this.#found.set(key, found)
    return found
  }
}

/**
 * What is asked. Hono's RegExpRouter would answer 2 us sooner, once it has spent 4 ms on building its expression, which is
 * as much as reading all of this code.
 */
export class Application extends HonoBase<App, BlankSchema, '/'> {
  constructor() {
    super({ router: new RememberingRouter(), getPath: readPath })
  }

  /** The routes of a group, below `base`. */
  group(base: string, { all }: Routes): this {
    for (const { path, handlers, isMiddleware } of all) {
      this.on(isMiddleware ? 'ALL' : 'GET', [join(base, path)], ...handlers)
    }
    return this
  }
}

/** As Hono's, which goes from character to character: what an isolate that has just begun does slowly. */
function readPath(request: Request): string {
  const { url } = request
  if (url.includes('%') || url.includes('#')) return getPath(request)
  const start = url.indexOf('/', url.indexOf(':') + 4)
  const end = url.indexOf('?', start)
  return end < 0 ? url.slice(start) : url.slice(start, end)
}

function join(base: string, path: string): string {
  return `${base === '/' ? '' : base}${path === '/' ? '' : path}` || '/'
}

/** A segment of a path that is one of these names, as Hono's routers read it. */
export function oneOf(parameter: string, names: readonly string[]): string {
  return `:${parameter}{(?:${names.map((name) => name.replaceAll('.', '\\.')).join('|')})}`
}
