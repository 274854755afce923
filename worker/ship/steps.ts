/** The steps of `npm run ship`, in order. A step first reads what exists, and writes only what is missing. */

import { readLedger } from '../../data/cli/ledger.ts'
import { withStore } from '../../data/cli/open-store.ts'
import { loadTopics, TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { type CloudflareAccount, openCloudflare } from '../../data/store/cloudflare.ts'
import { refKey } from '../../data/store/records.ts'
import { readResources } from '../../data/store/remote-resources.ts'
import { StoreError } from '../../data/store/store.ts'
import { archiveWidget } from '../../data/store/widgets.ts'
import { writeWidget } from '../../widget/build/bundle.ts'
import { readSecurityContact } from '../build/assets.ts'
import { prepareWorker } from '../build/prepare.ts'
import { deployAtOnce, deployGradually } from './deployment.ts'
import { learnOrigin, recordOrigin } from './origin.ts'
import { provision } from './provision.ts'
import { runNode } from './run-node.ts'
import { printSnippet } from './snippet.ts'
import { checkFreshness, DEPLOY_CONFIGURATION, writeDeployConfiguration } from './wrangler-configuration.ts'

export interface Ship {
  /** Domain to use instead of workers.dev. */
  domain?: string
  isGradual: boolean
  isCodeOnly: boolean
  /** Results of the steps. */
  cloudflare?: CloudflareAccount
  origin?: string
  /** The deployed version. */
  version?: string
}

export interface Step {
  title: string
  /** Resolves with a line that says what was done. @throws StoreError with a remedy */
  run(ship: Ship): Promise<string | undefined>
}

export const STEPS: readonly Step[] = [
  {
    title: 'Log in',
    async run(ship) {
      checkFreshness()
      ship.cloudflare = await openCloudflare()
      // Read by the processes that later steps start.
      process.env.CLOUDFLARE_ACCOUNT_ID = ship.cloudflare.account
      process.env.CLOUDFLARE_API_TOKEN = ship.cloudflare.token
      return `account ${ship.cloudflare.account}`
    },
  },
  {
    title: 'Create what is missing of KV and D1',
    async run(ship) {
      const { cloudflare } = know(ship)
      const resources = readResources()
      const found = await provision(cloudflare, resources)
      ship.origin = await learnOrigin(cloudflare.client, { ...ship, account: cloudflare.account, ...resources })
      process.env.PUBLIC_ORIGIN = ship.origin
      await writeDeployConfiguration({ ...found, origin: ship.origin })
      return `KV ${resources.namespace.title}, D1 ${resources.database.title}; served from ${ship.origin}`
    },
  },
  {
    title: 'Build, and keep the widget’s script',
    async run() {
      await prepareWorker()
      const contact = await readSecurityContact()
      const { script } = await writeWidget()
      // Before the deployment, since pages may use the build as soon as it is deployed.
      const { kind, hash } = await withStore(
        { remote: true, config: DEPLOY_CONFIGURATION },
        (storage) => archiveWidget(storage, script, new Date()),
        { needsKey: true },
      )
      const stored = `/widget@${hash}.js ${kind === 'archived' ? 'is stored' : 'was stored before'}`
      if (!contact.endsWith('.example')) return stored
      return `${stored}; /.well-known/security.txt names ${contact}: put your own into package.json (bugs.email)`
    },
  },
  {
    title: 'Deploy the Worker',
    async run(ship) {
      const { cloudflare, origin } = know(ship)
      const { worker } = readResources()
      const deployed = ship.isGradual
        ? await deployGradually(cloudflare, { worker, origin })
        : await deployAtOnce({ worker, origin })
      ship.version = deployed.version
      const isRecorded = await recordOrigin(origin)
      return `version ${deployed.version}${isRecorded ? '; PUBLIC_ORIGIN in wrangler.toml is new: commit it' : ''}`
    },
  },
  {
    title: 'Publish',
    async run(ship) {
      const { isEmpty, hasPublished } = await readState()
      if (isEmpty && hasPublished) {
        throw new StoreError(
          'the code is deployed; KV is empty, though this copy has published. Restore it (npm run data -- restore DIR --remote), or delete data/topics/*/published*.json to begin again; then run again',
        )
      }
      if (ship.isCodeOnly && !isEmpty) return 'left as it is: `npm run data -- publish --remote` changes it'
      const code = await runNode(['data/cli/index.ts', 'publish', '--remote', '--config', DEPLOY_CONFIGURATION])
      if (code !== 0)
        throw new StoreError('the code is deployed, the content is not published: see above, then run again')
      return undefined
    },
  },
  {
    title: 'Test what is served',
    async run(ship) {
      const { origin, version } = know(ship)
      const code = await runNode(['test/smoke/index.ts', origin, '--quiet', ...(version ? ['--version', version] : [])])
      if (code !== 0) throw new StoreError(`${origin} does not serve what this code promises: see above`)
      return undefined
    },
  },
  { title: 'Embed it', run: async (ship) => printSnippet(know(ship).origin) },
]

/** Reads from the ledgers whether this working copy has published, and from KV whether it has any of its topics. */
async function readState(): Promise<{ isEmpty: boolean; hasPublished: boolean }> {
  const topics = await loadTopics(TOPICS_FOLDER)
  const ledgers = await Promise.all(topics.map(({ folder }) => readLedger(folder, 'remote')))
  return withStore({ remote: true, config: DEPLOY_CONFIGURATION }, async ({ store }) => {
    // Reads the keys, since a listing may be a minute old.
    const refs = await store.getMany(topics.map(({ id }) => refKey(id)))
    return { isEmpty: refs.size === 0, hasPublished: ledgers.some(({ release }) => release > 0) }
  })
}

/** Returns the results of the first steps for later ones. */
function know({ cloudflare, origin = '', version }: Ship) {
  if (!cloudflare) throw new Error('the first step has not run')
  return { cloudflare, origin, ...(version !== undefined && { version }) }
}
