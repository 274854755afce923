import { SHA256 } from '../../.build/widget-module.js'
import { COMMON_HEADERS, NO_STORE } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { openStorage } from '../storage/kv.ts'

/** `/healthz`: which code runs, whether KV answers, how old this isolate's catalog is. 503 while KV does not answer. */
export const health = new Routes().get('/', async (c) => {
  const storage = openStorage(c.env)
  const isReachable = await storage.isReachable()
  const catalog = await storage.readCatalog().catch(() => undefined)
  const status = {
    status: isReachable ? 'pass' : 'fail',
    version: c.env.VERSION?.id ?? 'local',
    widget: SHA256,
    kv: { reachable: isReachable },
    catalog: catalog
      ? { topics: Object.keys(catalog.value.topics).length, ageSeconds: storage.catalogAgeSeconds() }
      : null,
  }
  return c.json(status, isReachable ? 200 : 503, { ...COMMON_HEADERS, 'Cache-Control': NO_STORE })
})
