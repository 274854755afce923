import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { WRANGLER } from '../../data/store/cloudflare.ts'
import { StoreError } from '../../data/store/store.ts'
import { DEPLOY_CONFIGURATION, ROOT } from './wrangler-configuration.ts'

/** The file in which wrangler reports what it has done, one JSON object per line. */
const OUTPUT = join(ROOT, '.build/deploy/output.ndjson')

/** Runs a script of this project with inherited output; resolves with its exit code. */
export async function runNode(args: string[], environment: NodeJS.ProcessEnv = {}): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  return code ?? 1
}

export interface WranglerOutput {
  type: string
  /** The API's error code, if it refused. */
  code?: number
  version_id?: string
  preview_url?: string
}

export class WranglerError extends StoreError {
  readonly code: number | undefined

  constructor(command: string, code?: number) {
    super(`wrangler ${command} failed: see above, then run again`)
    this.code = code
  }
}

/** Runs wrangler without prompts; resolves with its reports. @throws WranglerError when it fails */
export async function runWrangler(args: string[], configuration = DEPLOY_CONFIGURATION): Promise<WranglerOutput[]> {
  await rm(OUTPUT, { force: true })
  const environment = {
    WRANGLER_OUTPUT_FILE_PATH: OUTPUT,
    WRANGLER_SEND_METRICS: 'false',
    WRANGLER_LOG: process.env.WRANGLER_LOG ?? 'warn',
  }
  const options = ['--config', configuration, `--env=${process.env.CLOUDFLARE_ENV ?? ''}`]
  const exitCode = await runNode([WRANGLER, ...args, ...options], environment)
  const lines = (await readFile(OUTPUT, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
  const output = lines.map((line) => JSON.parse(line) as WranglerOutput)
  if (exitCode !== 0) throw new WranglerError(args[0] ?? '', output.find(({ type }) => type === 'command-failed')?.code)
  return output
}
