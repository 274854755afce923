/** `.ci/run` with short suites: the counts in its last line, and its exit code. */
import { spawnSync } from 'node:child_process'
import { chmod, cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, it } from 'vitest'

const CI = fileURLToPath(new URL('../../.ci', import.meta.url))
const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url))

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-ci-'))
  await cp(CI, join(folder, '.ci'), { recursive: true })
  await mkdir(join(folder, 'bin'))
  for (const name of ['firefox-esr', 'WebKitWebDriver', 'Xvfb', 'php']) await putProgram(name, '')
})

async function putProgram(name: string, script: string): Promise<void> {
  const path = join(folder, 'bin', name)
  await writeFile(path, `#!/bin/sh\n${script}\n`)
  await chmod(path, 0o755)
}

interface Suites {
  /** What `npm test` runs with Vitest; if absent, a line that says that two passed. */
  tests?: string
  /** The npm command that fails. */
  fails?: string
}

async function run({ tests, fails = 'nothing' }: Suites) {
  await writeFile(join(folder, 'some.test.js'), tests ?? '')
  const vitest = `exec "${process.execPath}" "${VITEST}" run --globals --root "${folder}"`
  await putProgram(
    'npm',
    `case "$*" in
  *${fails}*) echo 'something is wrong' >&2; exit 3 ;;
  test) ${tests === undefined ? "echo '      Tests  2 passed (2)'" : vitest} ;;
  *browsers*) echo '      Tests  4 passed (4)' ;;
esac`,
  )
  const { VITEST: _, ...env } = process.env
  const path = `${join(folder, 'bin')}:${process.env.PATH}`
  const { stdout, status } = spawnSync(join(folder, '.ci/run'), {
    env: { ...env, PATH: path, CI: '1' },
    encoding: 'utf8',
  })
  return { line: stdout.trimEnd().split('\n').at(-1), status }
}

const PASSES = `it('one', () => {}); it('two', () => {})`

it('adds up the counts of the suites', async () => {
  expect(await run({ tests: PASSES })).toEqual({ line: '6 passed, 0 failed', status: 0 })
})

it('counts failed and skipped tests, and continues after a failed suite', async () => {
  const tests = `${PASSES}; it('three', () => { throw new Error('no') }); it.skip('four', () => {}); it.todo('five')`
  expect(await run({ tests })).toEqual({ line: '6 passed, 1 failed, 2 skipped', status: 1 })
})

it('counts a failed suite as one failure where it reports none', async () => {
  expect(await run({ tests: `throw new Error('no')` })).toEqual({ line: '4 passed, 1 failed', status: 1 })
  expect(await run({ fails: 'test:faults' })).toEqual({ line: '6 passed, 1 failed', status: 1 })
})

it('says so where nothing could be installed', async () => {
  expect(await run({ fails: 'ci' })).toEqual({ line: '0 passed, 1 failed', status: 1 })
})
