/** `npm run ship -- --dry-run`: prints each call in order, and which calls are not needed. Only reads; works without a login. */
import { type CloudflareAccount, openCloudflare } from '../../data/store/cloudflare.ts'
import { findResources, readResources } from '../../data/store/remote-resources.ts'
import { StoreError } from '../../data/store/store.ts'
import { readKnownOrigin, toOrigin } from './origin.ts'
import { type Ship, STEPS } from './steps.ts'
import { checkFreshness } from './wrangler-configuration.ts'

/** The calls of `wrangler deploy` for a Worker that does not exist yet. */
const WRANGLER_CALLS = [
  'GET /workers/services/{worker}',
  'GET /workers/scripts/{worker}/deployments',
  'POST /workers/scripts/{worker}/assets-upload-session',
  'POST /workers/assets/upload',
  'PUT /workers/scripts/{worker}',
  'GET /workers/workers/{worker}',
  'POST /workers/scripts/{worker}/subdomain',
]
const CONFIG = '--config .build/deploy/wrangler.json'

export async function describePlan(ship: Ship): Promise<string> {
  checkFreshness()
  const { cloudflare, reason } = await tryLogin()
  const resources = readResources()
  const found = cloudflare ? await findResources(cloudflare, resources) : {}
  const { namespace, database, worker } = resources
  const origin = ship.domain ? toOrigin(ship.domain) : (process.env.PUBLIC_ORIGIN ?? readKnownOrigin())
  const create = (id: string | undefined, call: string) => (id ? `${call}   not needed: ${id} is there` : call)
  const shown = origin ?? `https://${worker}.{subdomain}.workers.dev`
  const smoke = `node test/smoke/index.ts ${shown}`
  const plan = [
    [
      process.env.CLOUDFLARE_API_TOKEN ? '' : 'wrangler auth token',
      process.env.CLOUDFLARE_ACCOUNT_ID ? '' : 'GET /accounts',
    ],
    [
      ...(namespace.id ? [] : ['GET /storage/kv/namespaces']),
      ...(database.id ? [] : [`GET /d1/database?name=${database.title}`]),
      create(found.namespace, `POST /storage/kv/namespaces {"title":"${namespace.title}"}`),
      create(found.database, `POST /d1/database {"name":"${database.title}"}`),
      origin ? '' : 'GET /workers/subdomain',
    ],
    [
      'node worker/build/prepare.ts',
      'GET /storage/kv/namespaces/{id}/values/widgets',
      'PUT /storage/kv/namespaces/{id}/bulk',
    ],
    ship.isGradual
      ? [
          'GET /workers/scripts/{worker}/deployments',
          `wrangler versions upload ${CONFIG}`,
          'wrangler versions deploy NEW@10 OLD@90 --yes',
          `${smoke} --version NEW --override`,
          'wrangler versions deploy NEW@100 --yes',
        ]
      : [`wrangler deploy ${CONFIG}`, ...WRANGLER_CALLS.map((call) => call.replace('{worker}', worker))],
    [ship.isCodeOnly ? 'only where nothing is published:' : '', `node data/cli/index.ts publish --remote ${CONFIG}`],
    [smoke],
    [`GET ${shown}/snippet`],
  ]
  const steps = STEPS.map(({ title }, index) => {
    const lines = (plan[index] ?? []).filter((line) => line !== '')
    return [`${index + 1}/${STEPS.length} ${title}`, ...lines.map((line) => `    ${line}`)].join('\n')
  })
  const notes = reason ? [`${reason}\nWhat a first time would do:`] : []
  return [...notes, ...steps, 'Nothing was written.'].join('\n')
}

async function tryLogin(): Promise<{ cloudflare?: CloudflareAccount; reason?: string }> {
  try {
    return { cloudflare: await openCloudflare() }
  } catch (error) {
    if (error instanceof StoreError) return { reason: error.message }
    throw error
  }
}
