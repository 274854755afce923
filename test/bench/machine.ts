/** The measuring machine: figures compare only with others of the same run. */
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, cpus } from 'node:os'
import { promisify } from 'node:util'
import { launchChromium } from '../fixtures/browser.ts'
import { NGINX } from './peers.ts'

const PACKAGES = ['workerd', 'express', 'fastify', '@knight-lab/timelinejs', 'wikipedia-preview']

export interface Run {
  minutes: number
  rounds: number
  loads: number
}

export async function describeMachine({ minutes, rounds, loads }: Run): Promise<string> {
  const versions = PACKAGES.map((name) => `${name} ${readVersion(name)}`)
  const browser = await launchChromium()
  versions.push(`Node ${process.version.slice(1)}`, `Chromium ${browser.version()}`)
  await browser.close()
  if (existsSync(NGINX)) versions.push(await readNginxVersion())
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}`
  return `${machine}; ${versions.join(', ')}. Medians of ${rounds} rounds (pages: ${loads}), in ${minutes.toFixed(0)} minutes; the middle half of the rounds is in brackets.`
}

/** Reads by path, because not every package exports its package.json. Searches this folder first, then the project's. */
function readVersion(name: string): string {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? []
  const file = folders.map((folder) => `${folder}/${name}/package.json`).find(existsSync)
  if (!file) throw new Error(`${name} is not installed: run npm ci --prefix test/bench`)
  return JSON.parse(readFileSync(file, 'utf8')).version
}

/** Reads stderr, where nginx prints its version. */
async function readNginxVersion(): Promise<string> {
  const { stderr } = await promisify(execFile)(NGINX, ['-v'])
  return stderr.trim().replace(/^.*\//, 'nginx ')
}
