/** Every page in the Nu HTML Checker, which needs Java. */
import { execFile, execFileSync } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, inject, it } from 'vitest'
import { PAGES, readPage } from './pages.ts'
import { TOPIC } from './service.ts'

const CHECKER = join(dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar')
/** A frame is part of a page that has the first-level heading; and the renderer closes void elements as XML does, which HTML allows. */
const EXPECTED = /none of them has a computed heading level of 1|^Trailing slash on void elements has no effect/
const origin = inject('site')

interface Message {
  type: string
  message: string
  extract?: string
}

it.skipIf(!hasJava())('has no error and no warning', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-markup-'))
  const paths = { ...PAGES, preview: `/preview?topic=${TOPIC}`, frame: `/embed/${TOPIC}` }
  const files = Object.entries(paths).map(async ([name, path]) => {
    const file = join(folder, `${name}.html`)
    await writeFile(file, await (await readPage(origin, path)).text())
    return file
  })
  const messages = (await check(await Promise.all(files))).filter(({ message }) => !EXPECTED.test(message))
  expect(messages.map(({ type, message, extract }) => [type, message, extract])).toEqual([])
})

/** Runs the checker, which exits with 1 when it has messages. */
function check(files: string[]): Promise<Message[]> {
  return new Promise((resolve, reject) =>
    execFile('java', ['-jar', CHECKER, '--stdout', '--format', 'json', ...files], (error, stdout) => {
      if (error && stdout === '') reject(error)
      else resolve((JSON.parse(stdout) as { messages: Message[] }).messages)
    }),
  )
}

function hasJava(): boolean {
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
