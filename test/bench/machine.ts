/** Where figures come from: they compare only with others of the same run. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { availableParallelism, cpus } from 'node:os'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { launchChromium } from '../browser.ts'
import { NGINX } from './peers.ts'

const MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url))
const PACKAGES = ['workerd', 'express', 'fastify', '@knight-lab/timelinejs', 'wikipedia-preview']

export interface Run {
  minutes: number
  rounds: number
  loads: number
}

export async function describeMachine({ minutes, rounds, loads }: Run): Promise<string> {
  const read = createRequire(import.meta.url)
  const versions = PACKAGES.map((name) => `${name} ${read(`${MODULES}${name}/package.json`).version}`)
  const browser = await launchChromium()
  versions.push(`Node ${process.version.slice(1)}`, `Chromium ${browser.version()}`)
  await browser.close()
  if (existsSync(NGINX)) versions.push(await readNginxVersion())
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}`
  return `${machine}; ${versions.join(', ')}. Medians of ${rounds} rounds (pages: ${loads}), in ${minutes.toFixed(0)} minutes; in brackets the middle half of the rounds.`
}

/** It speaks on stderr. */
async function readNginxVersion(): Promise<string> {
  const { stderr } = await promisify(execFile)(NGINX, ['-v'])
  return stderr.trim().replace(/^.*\//, 'nginx ')
}
