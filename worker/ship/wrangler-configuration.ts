/**
 * The configuration that wrangler deploys: wrangler.toml with the ids of the provisioned resources, and with the origin. Wrangler's
 * own provisioning would create the namespace again after an interrupted deployment, and fail.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { experimental_readRawConfig } from 'wrangler'
import { CONFIGURATION, INDEX_BINDING, KV_BINDING } from '../../data/store/kv-local.ts'
import { StoreError } from '../../data/store/store.ts'
import { FRESH_SECONDS, MAX_AGE_SECONDS } from '../freshness.ts'

export const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** Read by wrangler, and by `publish --config`. */
export const DEPLOY_CONFIGURATION = join(ROOT, '.build/deploy/wrangler.json')

export interface Provisioned {
  namespace: string
  database: string
  origin: string
}

interface Section {
  name?: string
  kv_namespaces?: { binding: string; id?: string }[]
  d1_databases?: { binding: string; database_id?: string }[]
  vars?: Record<string, unknown>
  workers_dev?: boolean
  routes?: { pattern: string; custom_domain: true }[]
}

interface Configuration extends Section {
  main: string
  assets: { directory: string }
  build?: unknown
  env?: Record<string, Section>
  previews?: Section
}

/**
 * Of the environment that CLOUDFLARE_ENV names, or of previews.
 *
 * @throws StoreError where an answer could be older than is promised to readers
 */
export function checkFreshness(kind: 'environment' | 'previews' = 'environment'): void {
  const env = process.env.CLOUDFLARE_ENV
  const { vars, previews, env: environments } = readConfiguration()
  const [name, own] = kind === 'previews' ? ['previews.vars', previews?.vars] : ['vars', vars]
  const isNamed = env && kind === 'environment'
  // wrangler says that there is no such environment.
  if (isNamed && !environments?.[env]) return
  const [section, found] = isNamed ? [`env.${env}.vars`, environments?.[env]?.vars] : [name, own]
  const seconds = found?.FRESH_SECONDS
  if (Number.isInteger(seconds) && Number(seconds) >= 0 && Number(seconds) <= FRESH_SECONDS) return
  throw new StoreError(
    `wrangler.toml, [${section}]: FRESH_SECONDS is ${JSON.stringify(seconds) ?? 'missing'}. It is a whole number of seconds, ${FRESH_SECONDS} at most: with more, a correction or a withdrawal could reach readers later than after ${MAX_AGE_SECONDS / 60} minutes, which is promised to them. Write FRESH_SECONDS = ${FRESH_SECONDS}; nothing was done`,
  )
}

/** Of the environment that CLOUDFLARE_ENV names. */
export async function writeDeployConfiguration(provisioned: Provisioned): Promise<void> {
  const configuration = readConfiguration()
  const env = process.env.CLOUDFLARE_ENV
  const section = env ? configuration.env?.[env] : configuration
  fill(section ?? {}, provisioned)
  const { hostname } = new URL(provisioned.origin)
  const isOnWorkersDev = !isDomain(provisioned.origin)
  Object.assign(section ?? {}, {
    workers_dev: isOnWorkersDev,
    ...(!isOnWorkersDev && { routes: [{ pattern: hostname, custom_domain: true }] }),
  })
  await writeConfiguration(DEPLOY_CONFIGURATION, configuration)
}

/** Removes the limits from the file that `writeDeployConfiguration` wrote. */
export async function dropLimits(): Promise<void> {
  const { limits: _, ...configuration } = JSON.parse(await readFile(DEPLOY_CONFIGURATION, 'utf8'))
  await writeFile(DEPLOY_CONFIGURATION, `${JSON.stringify(configuration, null, 2)}\n`)
}

/** Writes the configuration for `wrangler preview`, which has its bindings in a separate block. */
export async function writePreviewConfiguration(path: string, provisioned: Provisioned): Promise<void> {
  const configuration = readConfiguration()
  fill(configuration.previews ?? {}, provisioned)
  // `publish` reads the bindings and vars at the top level. Nothing in a preview is signed.
  fill(configuration, provisioned)
  configuration.vars = configuration.previews?.vars ?? {}
  await writeConfiguration(path, configuration)
}

/** Whether the origin is on the account's own domain, and not on workers.dev or local. */
export function isDomain(origin: string): boolean {
  const { hostname } = new URL(origin)
  return !hostname.endsWith('.workers.dev') && hostname !== 'localhost' && hostname !== '127.0.0.1'
}

/** Reads wrangler.toml without the build command, since the build has already run. */
function readConfiguration(): Configuration {
  const { rawConfig } = experimental_readRawConfig({ config: CONFIGURATION })
  const { build: _, ...configuration } = structuredClone(rawConfig) as unknown as Configuration
  return configuration
}

function fill(section: Section, { namespace, database, origin }: Provisioned): void {
  for (const entry of section.kv_namespaces ?? []) if (entry.binding === KV_BINDING) entry.id = namespace
  for (const entry of section.d1_databases ?? []) if (entry.binding === INDEX_BINDING) entry.database_id = database
  section.vars = { ...section.vars, PUBLIC_ORIGIN: origin }
}

/** Writes the configuration with paths relative to the file. */
async function writeConfiguration(path: string, configuration: Configuration): Promise<void> {
  const move = (from: string) => relative(dirname(path), join(ROOT, from))
  const moved = {
    ...configuration,
    main: move(configuration.main),
    assets: { ...configuration.assets, directory: move(configuration.assets.directory) },
  }
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${JSON.stringify(moved, null, 2)}\n`)
}
