/**
 * Cloudflare's own client, as publishing uses it. The client sends a call again after 429, 5xx, a timeout or a lost
 * connection, and waits as `Retry-After` says; this adds progress on stderr and errors that an editor can act on.
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
 * The token is CLOUDFLARE_API_TOKEN, or that of `wrangler login`; the account CLOUDFLARE_ACCOUNT_ID, or the only one that
 * the token may see.
 *
 * @throws StoreError when there is no token, or more than one account
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

/** CLOUDFLARE_API_TOKEN, or the token of `wrangler login`. @throws StoreError when there is neither */
export async function findToken(environment: NodeJS.ProcessEnv): Promise<string> {
  return environment.CLOUDFLARE_API_TOKEN || (await readLogin(environment))
}

/** Wrangler itself finds and renews the login. */
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

/** The result of calls to the API. @throws StoreError in the place of the client's own errors */
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
  const remedy = error.status === 404 ? '. Look at the ids in wrangler.toml, and at CLOUDFLARE_ACCOUNT_ID' : ''
  return `Cloudflare’s API refuses the call: ${reason}${remedy}`
}
