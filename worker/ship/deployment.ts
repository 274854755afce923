/** Deploys a new version of the Worker: for all requests, or for a tenth of them until it is tested. */
import { setTimeout } from 'node:timers/promises'
import { NotFoundError } from 'cloudflare'
import { type CloudflareAccount, callCloudflare } from '../../data/store/cloudflare.ts'
import { StoreError } from '../../data/store/store.ts'
import { runNode, runWrangler, WranglerError, type WranglerOutput } from './run-node.ts'
import { dropLimits } from './wrangler-configuration.ts'

const FIRST_PERCENTAGE = 10
/** Long enough for the certificate of a new domain. */
const MAX_WAIT_MS = 5 * 60 * 1000
const POLL_MS = 2000
/** Cloudflare's error code for a CPU limit on the free plan. */
const LIMITS_NOT_SUPPORTED = 100328

export interface Deployment {
  worker: string
  origin: string
}

export async function deployAtOnce({ origin }: Deployment): Promise<{ version: string }> {
  const version = readVersion(await upload(['deploy']), 'deploy')
  await waitForVersion(origin, version)
  return { version }
}

/** A Worker's first deployment gets all requests. A version that fails its test gets no more requests. */
export async function deployGradually(
  cloudflare: CloudflareAccount,
  deployment: Deployment,
): Promise<{ version: string }> {
  const before = await readCurrentVersion(cloudflare, deployment.worker)
  if (before === undefined) return deployAtOnce(deployment)
  const version = readVersion(await upload(['versions', 'upload']), 'version-upload')
  const split = [`${version}@${FIRST_PERCENTAGE}`, `${before}@${100 - FIRST_PERCENTAGE}`]
  await runWrangler(['versions', 'deploy', ...split, '--yes'])
  const { origin, worker } = deployment
  const override = `${worker}="${version}"`
  await waitForVersion(origin, version, override)
  const code = await runNode(['test/smoke/index.ts', origin, '--quiet', '--version', version, '--override', override])
  if (code !== 0) {
    await runWrangler(['versions', 'deploy', `${before}@100`, '--yes'])
    throw new StoreError(`version ${version} failed its test, and ${before} has all requests again`)
  }
  await runWrangler(['versions', 'deploy', `${version}@100`, '--yes'])
  await waitForVersion(origin, version)
  return { version }
}

/** Uploads again without the CPU limit if the free plan refuses it; its own limit is lower. */
async function upload(args: string[]): Promise<WranglerOutput[]> {
  try {
    return await runWrangler(args)
  } catch (error) {
    if (!(error instanceof WranglerError && error.code === LIMITS_NOT_SUPPORTED)) throw error
    console.log('    the free plan takes no [limits]: once more without them')
    await dropLimits()
    return runWrangler(args)
  }
}

interface CurrentDeployments {
  /** The latest first. */
  result: { deployments: { versions: { version_id: string; percentage: number }[] }[] }
}

/** Resolves with the version that gets most requests; absent for a Worker that is not deployed. */
async function readCurrentVersion({ client, account }: CloudflareAccount, worker: string): Promise<string | undefined> {
  return callCloudflare(async () => {
    try {
      // A plain `get`, since the client's own method misreads the response as a page of items.
      const path = `/accounts/${account}/workers/scripts/${worker}/deployments`
      const { result } = await client.get<CurrentDeployments>(path)
      const versions = result.deployments[0]?.versions ?? []
      return versions.toSorted((a, b) => b.percentage - a.percentage)[0]?.version_id
    } catch (error) {
      if (error instanceof NotFoundError) return undefined
      throw error
    }
  })
}

function readVersion(output: WranglerOutput[], type: string): string {
  const version = output.find((entry) => entry.type === type)?.version_id
  if (!version) throw new StoreError('wrangler reports no version; run again')
  return version
}

/** Waits until the origin serves the version. @throws StoreError if it does not in time */
async function waitForVersion(origin: string, version: string, override?: string): Promise<void> {
  const headers = override === undefined ? {} : { 'Cloudflare-Workers-Version-Overrides': override }
  for (const start = Date.now(); Date.now() - start < MAX_WAIT_MS; await setTimeout(POLL_MS)) {
    const health = await fetch(`${origin}/healthz`, { headers }).catch(() => undefined)
    const found = (await health?.json().catch(() => undefined)) as { version?: string } | undefined
    if (found?.version === version) return
  }
  throw new StoreError(`${origin} does not answer with version ${version} yet; run again in some minutes`)
}
