/**
 * The origin of absolute URLs. Once known, it is recorded as PUBLIC_ORIGIN in wrangler.toml.
 */
import { readFile, writeFile } from 'node:fs/promises'
import type Cloudflare from 'cloudflare'
import { NotFoundError } from 'cloudflare'
import { unstable_readConfig } from 'wrangler'
import { callCloudflare } from '../../data/store/cloudflare.ts'
import { CONFIGURATION } from '../../data/store/kv-local.ts'
import { StoreError } from '../../data/store/store.ts'

/** Value in wrangler.toml before the first `ship`. */
const UNKNOWN = /^http:\/\/localhost\b/

export interface OriginOptions {
  account: string
  worker: string
  domain?: string
}

/** Resolves with the origin from `--domain`, the environment or wrangler.toml, otherwise the Worker's subdomain of workers.dev. */
export async function learnOrigin(client: Cloudflare, { account, worker, domain }: OriginOptions): Promise<string> {
  const known = domain === undefined ? (process.env.PUBLIC_ORIGIN ?? readKnownOrigin()) : toOrigin(domain)
  return known ?? `https://${worker}.${await readSubdomain(client, account)}.workers.dev`
}

/** Returns the origin in wrangler.toml; absent before the first `ship`. */
export function readKnownOrigin(): string | undefined {
  const origin = String(unstable_readConfig({ config: CONFIGURATION }).vars.PUBLIC_ORIGIN)
  return UNKNOWN.test(origin) ? undefined : origin
}

/** @throws StoreError if `domain` is not a host */
export function toOrigin(domain: string): string {
  if (!/^[\w-]+(?:\.[\w-]+)+$/.test(domain))
    throw new StoreError(`--domain ${domain} is not a host such as facts.example`)
  return `https://${domain}`
}

/** Reads the account's workers.dev subdomain. @throws StoreError if the account has not chosen one */
export async function readSubdomain(client: Cloudflare, account: string): Promise<string> {
  const subdomain = await callCloudflare(async () => {
    try {
      return (await client.workers.subdomains.get({ account_id: account })).subdomain
    } catch (error) {
      if (error instanceof NotFoundError) return undefined
      throw error
    }
  })
  if (subdomain) return subdomain
  throw new StoreError(
    `the account has no workers.dev subdomain yet: choose one at https://dash.cloudflare.com/${account}/workers/onboarding, or give --domain; then run again`,
  )
}

/** Writes the origin into wrangler.toml, for later runs; resolves with whether the file changed. */
export async function recordOrigin(origin: string): Promise<boolean> {
  const env = process.env.CLOUDFLARE_ENV
  const header = env ? `[env.${env}.vars]` : '[vars]'
  const text = await readFile(CONFIGURATION, 'utf8')
  const start = text.indexOf(`\n${header}\n`)
  const end = text.indexOf('\n[', start + 1)
  if (start < 0) throw new StoreError(`wrangler.toml has no ${header}`)
  const section = text.slice(start, end < 0 ? text.length : end)
  const changed = section.replace(/^PUBLIC_ORIGIN = .*$/m, `PUBLIC_ORIGIN = ${JSON.stringify(origin)}`)
  if (changed === section) return false
  await writeFile(CONFIGURATION, text.slice(0, start) + changed + text.slice(start + section.length))
  return true
}
