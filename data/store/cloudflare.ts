/**
 * Cloudflare's own client, configured for publishing. The client retries after 429, 5xx, a timeout or a lost connection, and
 * respects `Retry-After`; this adds progress on stderr and errors that an editor can act on.
 */
import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import Cloudflare, { APIConnectionError, APIError, AuthenticationError, PermissionDeniedError } from 'cloudflare'
import { StoreError } from './store.ts'

/** With 15% of calls failing, one call in 100,000 fails seven times. */
const MAX_RETRIES = 6
const TIMEOUT_MS = 30_000
/** Wrangler's own command. */
export const WRANGLER = join(
  dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin/wrangler.js',
)

export interface CloudflareAccount {
  client: Cloudflare
  account: string
  /** For child processes. */
  token: string
}

export interface CloudflareOptions {
  environment?: NodeJS.ProcessEnv
  report?: (message: string) => void
  timeoutMs?: number
}

export const reportToStderr = (message: string): void => console.error(message)

/**
 * Creates the client. The token is CLOUDFLARE_API_TOKEN, or the one of `wrangler login`; the account is
 * CLOUDFLARE_ACCOUNT_ID, or the only one that the token can access.
 *
 * @throws StoreError if there is no token, or not exactly one account
 */
export async function openCloudflare({
  environment = process.env,
  report = reportToStderr,
  timeoutMs = TIMEOUT_MS,
}: CloudflareOptions = {}): Promise<CloudflareAccount> {
  const baseURL = environment.CLOUDFLARE_API_BASE_URL
  const token = await findToken(environment)
  const client = new Cloudflare({
    apiToken: token,
    apiKey: null,
    apiEmail: null,
    maxRetries: MAX_RETRIES,
    timeout: timeoutMs,
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      const wait = response.headers.get('Retry-After')
      if (response.status === 429 && wait !== null) report(`Cloudflare limits calls; continuing in ${wait} s …`)
      return response
    },
    ...(baseURL && { baseURL }),
  })
  return { client, account: environment.CLOUDFLARE_ACCOUNT_ID || (await findAccount(client)), token }
}

/** Returns CLOUDFLARE_API_TOKEN, or the token of `wrangler login`. @throws StoreError if there is neither */
export async function findToken(environment: NodeJS.ProcessEnv): Promise<string> {
  return environment.CLOUDFLARE_API_TOKEN || (await readLogin(environment))
}

/** Runs Wrangler, which finds and renews its login. */
async function readLogin(environment: NodeJS.ProcessEnv): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [WRANGLER, 'auth', 'token', '--json'], {
      env: { ...environment, WRANGLER_SEND_METRICS: 'false' },
    })
    return (JSON.parse(stdout) as { token: string }).token
  } catch {
    throw new StoreError('no login to Cloudflare was found: run `npx wrangler login`, or set CLOUDFLARE_API_TOKEN')
  }
}

async function findAccount(client: Cloudflare): Promise<string> {
  const accounts = await callCloudflare(async () => (await client.accounts.list()).result)
  const [only] = accounts
  if (only && accounts.length === 1) return only.id
  const list = accounts.map(({ id, name }) => `\n  ${id}  ${name}`).join('')
  throw new StoreError(
    only
      ? `the token may use several accounts; set CLOUDFLARE_ACCOUNT_ID to one of them:${list}`
      : 'the token may see no account; set CLOUDFLARE_ACCOUNT_ID (the dashboard shows it under Workers & Pages)',
  )
}

/** Resolves with the result of API calls. @throws StoreError instead of the client's own errors */
export async function callCloudflare<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    throw error instanceof APIError ? new StoreError(describeError(error), { cause: error }) : error
  }
}

const AGAIN = 'What was written stays; run the same command again to complete it.'

function describeError(error: APIError): string {
  if (error instanceof APIConnectionError) {
    return `Cloudflare’s API is not reachable after ${MAX_RETRIES + 1} tries (${error.message}). ${AGAIN}`
  }
  const reason = `${error.status} ${error.errors?.[0]?.message ?? error.message}`
  if (error instanceof AuthenticationError || error instanceof PermissionDeniedError) {
    return `Cloudflare refuses the token (${reason}). Check CLOUDFLARE_API_TOKEN or log in again, CLOUDFLARE_ACCOUNT_ID and the token’s permissions.`
  }
  if (error.status === 429 || (error.status ?? 0) >= 500) {
    return `Cloudflare’s API fails after ${MAX_RETRIES + 1} tries (${reason}). ${AGAIN}`
  }
  const remedy = error.status === 404 ? '. Check the ids in wrangler.toml, and CLOUDFLARE_ACCOUNT_ID' : ''
  return `Cloudflare’s API refuses the call: ${reason}${remedy}`
}
