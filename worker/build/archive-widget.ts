/**
 * Run before each deployment: archives the widget as it is now in KV, so that `/widget@{hash}.js` outlives this deployment.
 * Before, and not after, since a page may name the build from the first moment on. `--remote` for the real KV,
 * and the key (`--key FILE` or `FACT_BOX_KEY`) where it is signed.
 */
import { parseArgs } from 'node:util'
import type { Options } from '../../data/cli/command.ts'
import { withStore } from '../../data/cli/open-store.ts'
import { archiveWidget } from '../../data/store/widgets.ts'
import { writeWidget } from '../../widget/build/bundle.ts'

const { values } = parseArgs({ options: { remote: { type: 'boolean' }, key: { type: 'string' } } })
const { script } = await writeWidget()
const { kind, hash } = await withStore(values as Options, (storage) => archiveWidget(storage, script, new Date()), {
  needsKey: true,
})
console.log(`/widget@${hash}.js ${kind === 'archived' ? 'is archived' : 'was archived before'}`)
