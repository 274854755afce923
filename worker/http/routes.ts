import { HonoBase } from 'hono/hono-base'
import { TrieRouter } from 'hono/router/trie-router'
import type { BlankSchema } from 'hono/types'
import type { App } from '../env.ts'

/** A group of routes, to be put into another, which copies them. Its own router is never asked, so it keeps nothing. */
export class Routes extends HonoBase<App, BlankSchema, '/'> {
  constructor() {
    super()
    this.router = { name: 'group', add() {}, match: () => [[]] }
  }
}

/**
 * What is asked. Hono's RegExpRouter would answer 2 us sooner, once it has spent 4 ms on building its expression, which is
 * as much as reading all of this code.
 */
export class Application extends Routes {
  constructor() {
    super()
    this.router = new TrieRouter()
  }
}
