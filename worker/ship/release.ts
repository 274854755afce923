/**
 * `npm run release -- patch|minor|major`: turns “Unreleased” of CHANGELOG.md into a version, as a commit and a tag, which
 * `git push --follow-tags` releases. `npm run release -- notes v1.2.3` prints the notes of a version.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { findNotes, nameVersion } from './changelog.ts'

const STEPS = ['patch', 'minor', 'major']
/** The project's root, where npm runs its scripts. */
const ROOT = process.cwd()
const CHANGELOG = join(ROOT, 'CHANGELOG.md')

const [command = '', version = ''] = process.argv.slice(2)
try {
  process.exitCode = run()
} catch (error) {
  console.error(`error: ${(error as Error).message}`)
  process.exitCode = 1
}

function run(): number {
  if (command === 'notes') {
    const notes = findNotes(readFileSync(CHANGELOG, 'utf8'), version.replace(/^v/, ''))
    if (!notes) throw new Error(`CHANGELOG.md has nothing for ${version}`)
    console.log(notes)
    return 0
  }
  if (!STEPS.includes(command)) {
    console.error(`usage: npm run release -- ${STEPS.join('|')} | notes VERSION`)
    return 2
  }
  if (call('git', 'status', '--porcelain') !== '') throw new Error('commit or stash what has changed first')
  const changelog = readFileSync(CHANGELOG, 'utf8')
  if (!findNotes(changelog, 'Unreleased')) throw new Error('CHANGELOG.md has nothing under “Unreleased”')
  const next = call('npm', 'version', command, '--no-git-tag-version').replace(/^v/, '')
  const today = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length)
  writeFileSync(CHANGELOG, nameVersion(changelog, next, today))
  call('git', 'commit', '--all', '--message', `Version ${next}`)
  call('git', 'tag', '--annotate', `v${next}`, '--message', `Version ${next}`)
  console.log(`version ${next} is committed and tagged: git push --follow-tags`)
  return 0
}

function call(program: string, ...args: string[]): string {
  return execFileSync(program, args, { cwd: ROOT, encoding: 'utf8' }).trim()
}
