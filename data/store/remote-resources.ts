/**
 * Finds a Worker's data at Cloudflare: the namespace and the database that wrangler.toml binds, by their ids. Without an id, by
 * the title that wrangler uses when it provisions the binding.
 */
import { unstable_readConfig } from 'wrangler'
import { type CloudflareAccount, callCloudflare } from './cloudflare.ts'
import { CONFIGURATION, INDEX_BINDING, KV_BINDING } from './kv-local.ts'
import { StoreError } from './store.ts'

export interface Resource {
  /** As configured. Absent if it is found by title. */
  id?: string
  title: string
}

/** Without a database, lists and search across topics are not served. */
export interface DatabaseResource extends Resource {
  isBound: boolean
}

export interface Resources {
  /** The Worker's name. */
  worker: string
  namespace: Resource
  database: DatabaseResource
}

/** Reads the configuration of the environment `env`, by default CLOUDFLARE_ENV. */
export function readResources(configuration = CONFIGURATION, env?: string): Resources {
  const { name = '', ...config } = unstable_readConfig({ config: configuration, ...(env !== undefined && { env }) })
  // If a configuration has no environments at all, wrangler only warns, and the command would write to production.
  const chosen = env ?? process.env.CLOUDFLARE_ENV
  if (chosen && !config.definedEnvironments?.includes(chosen))
    throw new StoreError(
      `${configuration} has no environment ${chosen}: correct CLOUDFLARE_ENV, or leave it out for production`,
    )
  const namespace = config.kv_namespaces.find(({ binding }: { binding: string }) => binding === KV_BINDING)
  const database = config.d1_databases.find(({ binding }: { binding: string }) => binding === INDEX_BINDING)
  if (!namespace)
    throw new StoreError(
      `${configuration} binds no KV namespace ${KV_BINDING}${config.targetEnvironment ? ` in ${config.targetEnvironment}` : ''}: add it to kv_namespaces`,
    )
  const nameOf = (binding: string) => `${name}-${binding.toLowerCase()}`
  return {
    worker: name,
    namespace: { title: nameOf(KV_BINDING), ...(namespace.id && { id: namespace.id }) },
    database: {
      title: database?.database_name ?? nameOf(INDEX_BINDING),
      isBound: database !== undefined,
      ...(database?.database_id && { id: database.database_id }),
    },
  }
}

/** Returns their ids; absent if there is none with this title. @throws StoreError if Cloudflare does not answer */
export async function findResources(
  { client, account: account_id }: CloudflareAccount,
  { namespace, database }: Record<'namespace' | 'database', Resource>,
): Promise<{ namespace?: string; database?: string }> {
  const [namespaceId, databaseId] = await Promise.all([
    namespace.id ??
      callCloudflare(async () => {
        for await (const { id, title } of client.kv.namespaces.list({ account_id, per_page: 100 })) {
          if (title === namespace.title) return id
        }
        return undefined
      }),
    database.id ??
      callCloudflare(async () => {
        for await (const { uuid, name } of client.d1.database.list({ account_id, name: database.title })) {
          if (name === database.title) return uuid
        }
        return undefined
      }),
  ])
  return { ...(namespaceId && { namespace: namespaceId }), ...(databaseId && { database: databaseId }) }
}
