/**
 * Cloudflare's own client, as publishing uses it. The client sends a call again after 429, 5xx, a timeout or a lost
 * connection, and waits as `Retry-After` says; this adds progress on stderr and errors that an editor can act on.
 */
import Cloudflare, { APIConnectionError, APIError, AuthenticationError, PermissionDeniedError } from 'cloudflare'
import { StoreError } from './store.ts'

/** With 15% of calls failing, one call in 100,000 fails seven times. */
const MAX_RETRIES = 6
const TIMEOUT_MS = 30_000

export interface CloudflareAccount {
  client: Cloudflare
  account: string
}

export interface CloudflareOptions {
  environment?: NodeJS.ProcessEnv
  report?: (message: string) => void
  timeoutMs?: number
}

export const reportToStderr = (message: string): void => console.error(message)

/** @throws StoreError when the environment lacks an account or a token; nothing was sent then. */
export function openCloudflare({
  environment = process.env,
  report = reportToStderr,
  timeoutMs = TIMEOUT_MS,
}: CloudflareOptions = {}): CloudflareAccount {
  const baseURL = environment.CLOUDFLARE_API_BASE_URL
  const client = new Cloudflare({
    apiToken: readVariable(environment, 'CLOUDFLARE_API_TOKEN'),
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
  return { client, account: readVariable(environment, 'CLOUDFLARE_ACCOUNT_ID') }
}

function readVariable(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name]
  if (!value) throw new StoreError(`${name} is not set; --remote needs it`)
  return value
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
    return `Cloudflare refuses the token (${reason}). Check CLOUDFLARE_API_TOKEN, CLOUDFLARE_ACCOUNT_ID and the token’s permissions.`
  }
  if (error.status === 429 || (error.status ?? 0) >= 500) {
    return `Cloudflare’s API fails after ${MAX_RETRIES + 1} tries (${reason}). ${AGAIN}`
  }
  return `Cloudflare’s API refuses the call: ${reason}`
}
