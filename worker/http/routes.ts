import { HonoBase } from 'hono/hono-base'
import { RegExpRouter } from 'hono/router/reg-exp-router'
import type { BlankSchema } from 'hono/types'
import type { App } from '../environment.ts'

/** Hono with the one router that all routes here fit; the preset brings two more for those that do not. */
export class Routes extends HonoBase<App, BlankSchema, '/'> {
  constructor() {
    super()
    this.router = new RegExpRouter()
  }
}
