/** Installs the packages of this folder when they are missing or the lockfile has changed. */
import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('.', import.meta.url))

export default function install(): void {
  if (readTime('node_modules/.package-lock.json') >= readTime('package-lock.json')) return
  execFileSync('npm', ['ci'], { cwd: FOLDER, stdio: 'inherit' })
}

const readTime = (file: string): number => statSync(FOLDER + file, { throwIfNoEntry: false })?.mtimeMs ?? 0
