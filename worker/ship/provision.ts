import { type CloudflareAccount, callCloudflare } from '../../data/store/cloudflare.ts'
import { findResources, type Resource } from '../../data/store/remote-resources.ts'

export interface ProvisionedIds {
  namespace: string
  database: string
}

/** Resolves with the ids of the namespace and the database, which it finds by title or creates. */
export async function provision(
  cloudflare: CloudflareAccount,
  resources: Record<'namespace' | 'database', Resource>,
): Promise<ProvisionedIds> {
  const found = await findResources(cloudflare, resources)
  const { client, account: account_id } = cloudflare
  const create = async () => ({
    namespace:
      found.namespace ?? (await client.kv.namespaces.create({ account_id, title: resources.namespace.title })).id,
    database:
      found.database ?? (await client.d1.database.create({ account_id, name: resources.database.title })).uuid ?? '',
  })
  return callCloudflare(create)
}
