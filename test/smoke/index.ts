/**
 * `npm run smoke -- ORIGIN [--topic ID] [--version ID] [--override WORKER="ID"] [--fresh-seconds N] [--quiet]`: checks a deployed
 * service against the contract. Only reads. Prints one line per check, or with --quiet only failures; exits with 1 when a check
 * fails, 2 when the call is invalid.
 */
import { parseArgs } from 'node:util'
import { listChecks } from './checks.ts'

const USAGE = 'npm run smoke -- https://facts.example [--topic ID] [--version ID] [--fresh-seconds 60]'
const FRESH_SECONDS = '60'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    topic: { type: 'string' },
    version: { type: 'string' },
    'fresh-seconds': { type: 'string', default: FRESH_SECONDS },
    override: { type: 'string' },
    quiet: { type: 'boolean', default: false },
  },
})
const [address = ''] = positionals

if (URL.canParse(address)) process.exitCode = (await checkAll(new URL(address).origin)) ? 0 : 1
else {
  console.error(`usage: ${USAGE}`)
  process.exitCode = 2
}

/** Returns whether nothing failed. */
async function checkAll(origin: string): Promise<boolean> {
  const { 'fresh-seconds': freshSeconds, quiet, override, ...options } = values
  const counts = { ok: 0, skip: 0, FAIL: 0 }
  try {
    const checks = await listChecks(origin, {
      ...options,
      freshSeconds: Number(freshSeconds),
      ...(override !== undefined && { send: sendTo(override) }),
    })
    for (const { what, run } of checks) {
      const complaints = await run?.()
      const verdict = complaints === undefined ? 'skip' : complaints.length === 0 ? 'ok' : 'FAIL'
      counts[verdict]++
      if (quiet && verdict !== 'FAIL') continue
      console.log([verdict.padEnd(4), what, complaints?.join('; ')].join('  ').trimEnd())
    }
  } catch (error) {
    counts.FAIL++
    console.log(
      `FAIL  ${origin} does not answer as this service does: ${error}${error instanceof Error && error.cause ? `, ${error.cause}` : ''}`,
    )
  }
  console.log(`${origin}: ${counts.ok} passed, ${counts.FAIL} failed, ${counts.skip} skipped`)
  return counts.FAIL === 0
}

/** Selects one of the versions between which a gradual deployment splits requests. */
function sendTo(override: string): typeof fetch {
  return (url, init) =>
    fetch(url, { ...init, headers: { ...init?.headers, 'Cloudflare-Workers-Version-Overrides': override } })
}
