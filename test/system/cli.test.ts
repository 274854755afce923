/** The editor's commands as an editor calls them: processes, exit codes, words. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it, vi } from 'vitest'
import { openLocalStore } from '../../data/store/kv-local.ts'
import { CLI, editFile, runNode } from '../fixtures/processes.ts'
import { createWorkplace, type Workplace } from './start-process.ts'

const TOPIC = 'us-iran-iraq-talks'
/** Several processes one after the other, on a machine that may be busy. */
vi.setConfig({ testTimeout: 180_000 })

let workplace: Workplace
const readPath = (file: string) => join(workplace.topicsFolder, TOPIC, file)

beforeAll(async () => {
  workplace = await createWorkplace()
})

const run = (...args: string[]) => runNode([CLI, ...args])
const content = () => ['--topics', workplace.topicsFolder]
const store = () => ['--state', workplace.stateFolder]

const edit = (file: string, from: string, to: string) => editFile(readPath(file), from, to)

it('prints its usage, and rejects an invalid call with exit code 2', async () => {
  expect(await run('help')).toMatchObject({ code: 0, output: expect.stringContaining('rollback TOPIC') })
  expect(await run('nope')).toMatchObject({ code: 2, output: expect.stringContaining('there is no command nope') })
  expect(await run('check', '--colour')).toMatchObject({ code: 2, output: expect.stringContaining('usage:') })
  expect(await run('withdraw', TOPIC, 'x')).toMatchObject({ code: 2, output: expect.stringContaining('--reason') })
})

it('does nothing where the shell or npm consumed a part of the call', async () => {
  expect(await run('withdraw', TOPIC, 'iraq-only', '--reason', 'Legal', 'advice.')).toMatchObject({
    code: 2,
    output: expect.stringContaining('“advice.” is one argument too many: put text in one pair of quotes'),
  })
  // npm sets this for `npm run data publish --dry-run`.
  vi.stubEnv('npm_config_dry_run', 'true')
  expect(await run('publish', ...content(), ...store())).toMatchObject({
    code: 2,
    output: expect.stringContaining('npm consumed --dry-run'),
  })
  vi.unstubAllEnvs()
})

it('says so where a folder does not exist, or contains no topic', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'topics-'))
  for (const command of ['check', 'diff', 'publish']) {
    const call = (folder: string) => run(command, '--topics', folder, ...(command === 'check' ? [] : store()))
    expect(await call(join(empty, 'nothing'))).toMatchObject({
      code: 2,
      output: expect.stringContaining('is not a folder; name the folder of topics with --topics or TOPICS_FOLDER'),
    })
    expect(await call(empty)).toMatchObject({ code: 2, output: expect.stringContaining('there is no topic in') })
  }
})

it('reads the same folders as npm start, unless an option says otherwise', async () => {
  const { topicsFolder, stateFolder } = await createWorkplace()
  const id = 'begun-beside-the-desk'
  vi.stubEnv('TOPICS_FOLDER', topicsFolder)
  vi.stubEnv('STATE_FOLDER', stateFolder)
  expect(await run('new', id)).toMatchObject({ code: 0 })
  expect(await run('new', id)).toMatchObject({ code: 1, output: expect.stringContaining(join(topicsFolder, id)) })
  expect((await run('check', id)).output).toContain(join(id, 'topic.yml'))
  expect(await run('check', id, ...content())).toMatchObject({ code: 2 })
  expect(await run('publish', TOPIC, '--unverified')).toMatchObject({ code: 0 })
  vi.unstubAllEnvs()
  expect((await run('releases', TOPIC, '--state', stateFolder)).output).toMatch(/> +1 +published/)
})

it('requires a folder for a backup, and only accepts its own', async () => {
  const file = join(workplace.topicsFolder, TOPIC, 'topic.yml')
  expect(await run('restore', file, ...store())).toMatchObject({
    code: 1,
    output: expect.stringContaining('is below a file: name a folder'),
  })
  expect(await run('restore', workplace.topicsFolder, ...store())).toMatchObject({
    code: 1,
    output: expect.stringContaining('has no topics: name the folder that backup wrote'),
  })
})

it('names the place of a mistake in wrangler.toml', async () => {
  const config = join(workplace.topicsFolder, 'wrangler.toml')
  await writeFile(config, 'name = "fact-box"\n[vars\n')
  expect(await run('fsck', '--remote', '--config', config)).toMatchObject({
    code: 1,
    output: expect.stringContaining(`error: ${config}:2:`),
  })
  await writeFile(config, 'name = "fact-box"\n')
  expect(await run('fsck', '--remote', '--config', config)).toMatchObject({
    code: 1,
    output: expect.stringContaining('binds no KV namespace FACTS'),
  })
  await writeFile(config, 'name = "fact-box"\nkv_namespaces = [{ binding = "FACTS", id = "a" }]\n')
  vi.stubEnv('CLOUDFLARE_ENV', 'stagng')
  expect(await run('fsck', '--remote', '--config', config)).toMatchObject({
    code: 1,
    output: expect.stringContaining('has no environment stagng: correct CLOUDFLARE_ENV'),
  })
  vi.unstubAllEnvs()
  await rm(config)
})

it('names file, field and remedy of a missing field, and publishes nothing', async () => {
  await edit('events.yml', '  name: First round of talks\n', '')
  const { code, output } = await run('check', ...content())
  expect(code).toBe(1)
  for (const words of ['events.yml:', 'first-round › name', 'name is missing', 'add name'])
    expect(output).toContain(words)
  expect(await run('publish', ...content(), ...store())).toMatchObject({ code: 1 })
  expect(await run('releases', TOPIC, ...store())).toMatchObject({
    code: 1,
    output: expect.stringContaining('no published topic'),
  })
  await edit('events.yml', '- id: first-round\n', '- id: first-round\n  name: First round of talks\n')
})

it('names a store of format 1, and the command that replaces it', async () => {
  const stateFolder = join(workplace.stateFolder, 'old')
  const { store: old, close } = await openLocalStore(stateFolder)
  await old.put('catalog', '{"topics":{}}')
  await close()
  const { code, output } = await run('publish', ...content(), '--state', stateFolder)
  expect(code).toBe(1)
  expect(output).toContain('this store has format 1')
  expect(output).toContain(`rm -r ${stateFolder} && npm run data -- publish`)
})

it('writes nothing beside the topics when it publishes to a store of another folder', async () => {
  const { topicsFolder, stateFolder } = await createWorkplace()
  const folder = join(topicsFolder, TOPIC)
  const before = await readdir(folder)
  const store = ['--topics', topicsFolder, '--state', stateFolder]
  for (const args of [
    ['publish', '--unverified'],
    ['withdraw', TOPIC, 'year', '--reason', 'It is known by now.'],
  ])
    expect(await run(...args, ...store)).toMatchObject({ code: 0 })
  expect(await readdir(folder)).toEqual(before)
  // It knows all the same what it has published there.
  const ledger = JSON.parse(await readFile(join(stateFolder, 'ledgers', `${TOPIC}.json`), 'utf8'))
  expect(ledger).toMatchObject({ release: 1, sequence: 2, ids: { year: 'unknown' } })
})

it('publishes, shows what would change, publishes that, and rolls back', async () => {
  expect((await run('publish', ...content(), ...store())).output).toContain('release 1 published')
  expect((await run('publish', ...content(), ...store())).output).toContain('release 1 unchanged (0 files written)')
  await edit('topic.yml', 'name: US–Iran Iraq talks', 'name: US–Iran talks')
  const { output } = await run('diff', ...content(), ...store())
  expect(output).toContain('US–Iran [-Iraq -]talks')
  expect((await run('publish', '--dry-run', ...content(), ...store())).output).toContain('1 item would change')
  expect((await run('publish', ...content(), ...store())).output).toContain('release 2 published')
  expect((await run('rollback', TOPIC, ...store())).output).toContain('readers have release 1 again')
  const { releases } = JSON.parse((await run('releases', TOPIC, '--json', ...store())).output)
  expect(releases).toMatchObject([
    { release: 1, isCurrent: true },
    { release: 2, isCurrent: false },
  ])
})

it('refuses to publish over a release that this copy does not know', async () => {
  await rm(join(workplace.stateFolder, 'ledgers', `${TOPIC}.json`))
  await edit('topic.yml', 'name: US–Iran talks', 'name: Something else')
  const refused = await run('publish', ...content(), ...store())
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringMatching(/refused: readers were given release 2 .* this copy has published none/),
  })
  expect((await run('publish', '--over', '2', ...content(), ...store())).output).toContain('release 3 published')
})

it('refuses to drop a published id without a retirement', async () => {
  await edit('topic.yml', '  - id: year\n', '  - id: the-year\n')
  const { code, output } = await run('check', ...content(), ...store())
  expect(code).toBe(1)
  expect(output).toContain('unknown year was published and is gone')
})
