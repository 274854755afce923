/** Versions: the changelog, and the script that makes a release. */
import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { READABLE_FORMATS } from '../../../data/store/records.ts'
import { findExpiry } from '../../../worker/build/assets.ts'
import { ROOT, readText } from './packages.ts'

const DAY_MS = 86_400_000

it('the changelog names every supported format and its golden copy', async () => {
  const golden = (await readdir(join(ROOT, 'test/fixtures'))).filter((name) => name.startsWith('store-format-'))
  expect(golden.map((name) => Number(name.replace('store-format-', '')))).toEqual(READABLE_FORMATS)
  const changelog = await readText('CHANGELOG.md')
  for (const name of golden) expect(changelog).toContain(`\`test/fixtures/${name}\``)
})

it.each(['2026-01-31', '2026-12-31', '2028-02-29'])('security.txt of a build on %s expires within the year', (day) => {
  const days = (Date.parse(findExpiry(new Date(day))) - Date.parse(day)) / DAY_MS
  expect(days).toBeGreaterThan(300)
  expect(days).toBeLessThan(365)
})

describe('npm run release', () => {
  let folder: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fact-box-release-'))
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'x', version: '0.1.0' }))
    await writeFile(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## Unreleased\n\n- A button.\n\n## 0.1.0\n\n- All.\n')
    git('init', '--quiet')
    git('config', 'user.name', 'test')
    git('config', 'user.email', 'test@facts.example')
    git('add', '--all')
    git('commit', '--quiet', '--message', 'All')
  })

  const run = (program: string, args: string[]) =>
    execFileSync(program, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trim()
  const git = (...args: string[]) => run('git', args)
  const release = (...args: string[]) => run(process.execPath, [join(ROOT, 'worker/ship/release.ts'), ...args])

  it('turns the unreleased changes into a version, with a commit and a tag', async () => {
    expect(release('minor')).toContain('git push --follow-tags')
    expect(git('tag', '--list')).toBe('v0.2.0')
    expect(git('status', '--porcelain')).toBe('')
    expect(JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version).toBe('0.2.0')
    expect(await readFile(join(folder, 'CHANGELOG.md'), 'utf8')).toMatch(
      /## Unreleased\n\n## 0\.2\.0 \(\d{4}-\d\d-\d\d\)\n\n- A b/,
    )
    expect(release('notes', 'v0.2.0')).toBe('- A button.')
  })

  it('refuses when nothing is unreleased or something is not committed', async () => {
    release('patch')
    expect(() => release('patch')).toThrow('has nothing under “Unreleased”')
    expect(git('status', '--porcelain')).toBe('')
    await writeFile(join(folder, 'more.txt'), '')
    expect(() => release('patch')).toThrow('commit or stash')
    expect(() => release('notes', 'v9.9.9')).toThrow('has nothing for v9.9.9')
  })
})
