/**
 * `npm run preview -- --name pr-12 --since origin/main`: deploys a Worker for a branch with its own data, content as drafts, and
 * prints the URLs of the topics that the branch changed. Run again, it updates; with --delete, it removes everything.
 */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { describeExpected, refuseLostOptions, UsageError } from '../../data/cli/command.ts'
import { withStore } from '../../data/cli/open-store.ts'
import { TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { type CloudflareAccount, callCloudflare, openCloudflare } from '../../data/store/cloudflare.ts'
import { findResources, readResources } from '../../data/store/remote-resources.ts'
import { StoreError } from '../../data/store/store.ts'
import { archiveWidget } from '../../data/store/widgets.ts'
import { writeWidget } from '../../widget/build/bundle.ts'
import { prepareWorker } from '../build/prepare.ts'
import { readSubdomain } from './origin.ts'
import { provision } from './provision.ts'
import { runNode, runWrangler } from './run-node.ts'
import { checkFreshness, ROOT, writePreviewConfiguration } from './wrangler-configuration.ts'

const USAGE = 'usage: npm run preview -- --name pr-12 [--since origin/main] [--delete]'
const OPTIONS = { name: { type: 'string' }, since: { type: 'string' }, delete: { type: 'boolean' } } as const
const CONFIGURATION = join(ROOT, '.build/preview/wrangler.json')
/** A valid part of a host name. */
const NAME = /^[a-z][a-z0-9-]{0,30}$/

const titlesOf = (worker: string, name: string) => ({
  namespace: { title: `${worker}-preview-${name}-facts` },
  database: { title: `${worker}-preview-${name}` },
})

process.exitCode = await run()

async function run(): Promise<number> {
  let values: ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']
  try {
    values = parseArgs({ options: OPTIONS }).values
    refuseLostOptions(Object.keys(OPTIONS))
    if (!NAME.test(values.name ?? '')) throw new UsageError('--name is letters, digits and hyphens, such as pr-12')
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    return 2
  }
  const { name = '', since } = values
  try {
    if (!values.delete) checkFreshness('previews')
    const cloudflare = await openCloudflare()
    process.env.CLOUDFLARE_ACCOUNT_ID = cloudflare.account
    process.env.CLOUDFLARE_API_TOKEN = cloudflare.token
    if (values.delete) await remove(cloudflare, name)
    else await show(cloudflare, name, since)
    return 0
  } catch (error) {
    const known = describeExpected(error)
    console.error(known === undefined ? error : `error: ${known}`)
    return 1
  }
}

async function show(cloudflare: CloudflareAccount, name: string, since: string | undefined): Promise<void> {
  const { worker } = readResources()
  const found = await provision(cloudflare, titlesOf(worker, name))
  const subdomain = await readSubdomain(cloudflare.client, cloudflare.account)
  const origin = `https://${name}-${worker}.${subdomain}.workers.dev`
  process.env.PUBLIC_ORIGIN = origin
  await writePreviewConfiguration(CONFIGURATION, { ...found, origin })
  await prepareWorker()
  const { script } = await writeWidget()
  // The Worker of a preview has no publisher's key, so nothing is signed.
  process.env.PUBLISHER_KEYS = ''
  await withStore({ remote: true, config: CONFIGURATION }, (storage) => archiveWidget(storage, script, new Date()))
  await runWrangler(['preview', '--name', name], CONFIGURATION)
  // As drafts, since a preview has no history and no ledger.
  const publish = ['data/cli/index.ts', 'publish', '--draft', '--remote', '--config', CONFIGURATION]
  if ((await runNode(publish)) !== 0) {
    throw new StoreError('the preview is deployed, its content is not shown: see above, then run again')
  }
  const changed = since === undefined ? [] : await listChangedTopics(since)
  const paths = changed.length === 0 ? [''] : changed.map((topic) => `topics/${topic}`)
  console.log(paths.map((path) => `preview: ${origin}/${path}`).join('\n'))
}

/** Lists the topics that the branch changed, without deleted ones. */
async function listChangedTopics(since: string): Promise<string[]> {
  const args = ['diff', '--name-only', `${since}...HEAD`, '--', 'data/topics']
  const { stdout } = await promisify(execFile)('git', args, { cwd: ROOT })
  const changed = [...stdout.matchAll(/^data\/topics\/([^/\n]+)\/./gm)].map(([, topic = '']) => topic)
  return [...new Set(changed)].filter((topic) => existsSync(join(TOPICS_FOLDER, topic)))
}

async function remove(cloudflare: CloudflareAccount, name: string): Promise<void> {
  const { worker } = readResources()
  const { client, account: account_id } = cloudflare
  const titles = titlesOf(worker, name)
  const { namespace, database } = await findResources(cloudflare, titles)
  if (namespace && database) {
    await writePreviewConfiguration(CONFIGURATION, { namespace, database, origin: 'https://preview.invalid' })
    await runWrangler(['preview', 'delete', '--name', name, '--skip-confirmation'], CONFIGURATION)
  }
  await callCloudflare(async () => {
    if (database) await client.d1.database.delete(database, { account_id })
    if (namespace) await client.kv.namespaces.delete(namespace, { account_id })
  })
  console.log(`preview ${name} is deleted`)
}
