/**
 * The origin of absolute URLs: PUBLIC_ORIGIN of wrangler.toml once it is known, and from then on the record of where the box
 * is served.
 */
import { readFile, writeFile } from 'node:fs/promises'
import type Cloudflare from 'cloudflare'
import { NotFoundError } from 'cloudflare'
import { unstable_readConfig } from 'wrangler'
import { callCloudflare } from '../../data/store/cloudflare.ts'
import { CONFIGURATION } from '../../data/store/kv-local.ts'
import { StoreError } from '../../data/store/store.ts'

/** What wrangler.toml has until the box was shipped. */
const UNKNOWN = /^http:\/\/localhost\b/

export interface OriginOptions {
  account: string
  worker: string
  domain?: string
}

/** That of `--domain`, of the environment, of wrangler.toml, or the Worker's name below workers.dev. */
export async function learnOrigin(client: Cloudflare, { account, worker, domain }: OriginOptions): Promise<string> {
  const known = domain === undefined ? (process.env.PUBLIC_ORIGIN ?? readKnownOrigin()) : toOrigin(domain)
  return known ?? `https://${worker}.${await readSubdomain(client, account)}.workers.dev`
}

/** As wrangler.toml has it; absent where nothing was shipped yet. */
export function readKnownOrigin(): string | undefined {
  const origin = String(unstable_readConfig({ config: CONFIGURATION }).vars.PUBLIC_ORIGIN)
  return UNKNOWN.test(origin) ? undefined : origin
}

/** @throws StoreError for what is no host */
export function toOrigin(domain: string): string {
  if (!/^[\w-]+(?:\.[\w-]+)+$/.test(domain))
    throw new StoreError(`--domain ${domain} is not a host such as facts.example`)
  return `https://${domain}`
}

/** @throws StoreError for an account that has not chosen one */
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

/** Writes it into wrangler.toml, for what runs later; says whether that changed. Elsewhere the file stays as it is. */
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
