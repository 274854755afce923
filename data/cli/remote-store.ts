/** The real Workers KV, through Cloudflare's own client, which waits and tries again where KV refuses (1 write/s a key). */
import Cloudflare, { NotFoundError } from 'cloudflare'
import { unstable_readConfig } from 'wrangler'
import type { Store, StoreKey } from '../releases/store.ts'
import { CONFIGURATION, KV_BINDING } from './local-store.ts'

const MAX_RETRIES = 6

/** @throws when the environment or wrangler.toml does not say where to publish; nothing has been sent then. */
export function openRemoteStore(environment: NodeJS.ProcessEnv = process.env): Store {
  const params = { account_id: readVariable(environment, 'CLOUDFLARE_ACCOUNT_ID'), namespace_id: readNamespaceId() }
  const apiToken = readVariable(environment, 'CLOUDFLARE_API_TOKEN')
  const baseURL = environment.CLOUDFLARE_API_BASE_URL
  const { values, keys } = new Cloudflare({ apiToken, maxRetries: MAX_RETRIES, ...(baseURL && { baseURL }) }).kv
    .namespaces
  return {
    async get(key) {
      try {
        return await (await values.get(encodeURIComponent(key), params)).text()
      } catch (error) {
        if (error instanceof NotFoundError) return null
        throw error
      }
    },
    async put(key, value, { metadata } = {}) {
      await values.update(encodeURIComponent(key), { ...params, value, metadata: JSON.stringify(metadata ?? {}) })
    },
    async delete(key) {
      await values.delete(encodeURIComponent(key), params)
    },
    async list({ prefix }) {
      const found: StoreKey[] = []
      for await (const { name, metadata } of keys.list(params.namespace_id, {
        account_id: params.account_id,
        prefix,
      })) {
        found.push({ name, metadata })
      }
      return { keys: found, list_complete: true }
    },
  }
}

function readVariable(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name]
  if (!value) throw new Error(`${name} is not set; --remote needs it`)
  return value
}

function readNamespaceId(): string {
  const namespace = unstable_readConfig({ config: CONFIGURATION }).kv_namespaces.find(
    (candidate: { binding: string }) => candidate.binding === KV_BINDING,
  )
  if (!namespace?.id) throw new Error(`wrangler.toml names no id for the KV namespace ${KV_BINDING}`)
  return namespace.id
}
