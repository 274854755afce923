/**
 * `npm run ship`: from a login at Cloudflare to a live box. Every step can be repeated: after an interruption, the same command
 * completes the work. `npm run deploy` is the same for code; it publishes only if nothing is published yet.
 */
import { parseArgs, styleText } from 'node:util'
import { describeExpected, refuseLostOptions } from '../../data/cli/command.ts'
import { describePlan } from './plan.ts'
import { type Ship, STEPS } from './steps.ts'

const USAGE = `usage: npm run ship -- [--env staging] [--domain facts.example] [--gradual] [--dry-run]

  --env NAME      an environment of wrangler.toml; production unless given
  --domain HOST   serve from this domain of your account; else from workers.dev
  --gradual       give a new version a tenth of the requests, test it, then give it all
  --code          publish only where nothing is published yet
  --dry-run       print each call in order; write nothing

Needs \`npx wrangler login\`, or CLOUDFLARE_API_TOKEN; with several accounts, CLOUDFLARE_ACCOUNT_ID.`

const OPTIONS = {
  env: { type: 'string' },
  domain: { type: 'string' },
  gradual: { type: 'boolean', default: false },
  code: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

process.exitCode = await run()

async function run(): Promise<number> {
  let values: ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']
  try {
    values = parseArgs({ options: OPTIONS }).values
    refuseLostOptions(Object.keys(OPTIONS))
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`)
    return 2
  }
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  // Read by everything that is started from here: wrangler, publishing and the name of the ledger.
  if (values.env !== undefined) process.env.CLOUDFLARE_ENV = values.env
  const ship: Ship = {
    isGradual: values.gradual,
    isCodeOnly: values.code,
    ...(values.domain && { domain: values.domain }),
  }
  try {
    if (values['dry-run']) {
      console.log(await describePlan(ship))
      return 0
    }
    for (const [index, { title, run }] of STEPS.entries()) {
      console.log(styleText('bold', `${index + 1}/${STEPS.length} ${title}`))
      const done = await run(ship)
      if (done) console.log(`    ${done}`)
    }
    return 0
  } catch (error) {
    const known = describeExpected(error)
    console.error(known === undefined ? error : `error: ${known}`)
    return 1
  }
}
