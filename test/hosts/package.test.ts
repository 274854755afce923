/** The package, packed by npm and installed into an empty Vite and React project: types, build and display. */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import react from '@vitejs/plugin-react'
import { build } from 'vite'
import { beforeAll, expect, inject, it } from 'vitest'
import { writePackage } from '../../widget/build/package.ts'
import { OPTION_NAMES } from '../../widget/options.ts'
import { launchChromium, recordConsole } from '../fixtures/browser.ts'
import { serveBuild } from './site.ts'

const execute = promisify(execFile)
const HERE = fileURLToPath(new URL('.', import.meta.url))
const TYPESCRIPT = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url))

let folder: string
let project: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fact-box-package-'))
  project = join(folder, 'project')
  await writePackage(join(folder, 'package'))
  const { stdout } = await execute('npm', ['pack', './package'], { cwd: folder })
  await cp(join(HERE, 'package-project'), project, { recursive: true })
  await writeFile(join(project, 'package.json'), '{"private":true,"type":"module"}')
  const tarball = join(folder, stdout.trim().split('\n').at(-1) ?? '')
  await execute('npm', ['install', '--offline', '--no-audit', tarball], { cwd: project })
  // Links the other packages of an empty project, without the network.
  const modules = join(HERE, 'node_modules')
  const names = (await readdir(modules)).filter((name) => !name.startsWith('.'))
  await Promise.all(names.map((name) => symlink(join(modules, name), join(project, 'node_modules', name))))
})

it('is typed for React, and rejects wrong props', async () => {
  const checked = await execute(process.execPath, [TYPESCRIPT, '-p', project]).catch(({ stdout }) => ({ stdout }))
  expect(checked.stdout).toBe('')
})

it('shows the box', async () => {
  const built = await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    build: { write: false },
  })
  const browser = await launchChromium()
  const site = await serveBuild(built, inject('origin'))
  try {
    const page = await browser.newPage()
    const { errors } = recordConsole(page)
    await page.goto(site.url)
    await page.locator('main fact-box').getByRole('heading', { name: 'US–Iran Iraq talks' }).waitFor()
    await page.locator('body[data-ready="us-iran-iraq-talks"]').waitFor()
    expect(errors).toEqual([])
  } finally {
    await Promise.all([browser.close(), site.close()])
  }
})

it('may be imported on a server', async () => {
  const { stdout } = await execute(
    process.execPath,
    ['-e', `import('fact-box').then((it) => console.log(Object.keys(it)))`],
    {
      cwd: project,
    },
  )
  expect(stdout.trim()).toBe("[ 'FactBoxElement' ]")
})

it('describes every attribute to code editors', async () => {
  const manifest = JSON.parse(await readFile(join(folder, 'package/custom-elements.json'), 'utf8'))
  const [{ declarations }] = manifest.modules
  const names = declarations[0].attributes.map(({ name }: { name: string }) => name)
  expect(names.toSorted()).toEqual([...OPTION_NAMES, 'origin'].toSorted())
})
