/** The input of each client, and how it is run. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { OpenApiDocument } from '../../../worker/pages/docs/openapi.ts'

export interface Target {
  origin: string
  document: OpenApiDocument
  /** The document as a file. */
  file: string
  /** A folder for the client's output. */
  folder: string
}

/** Resolves with `ok` and what was found, or with what is wrong. Rejects when the client fails. */
export type Client = (target: Target) => Promise<string>

const BIN = fileURLToPath(new URL('node_modules/.bin/', import.meta.url))

/** Runs a program and returns its output. @throws with the output when the program fails */
export function run(program: string, args: string[], { input = '', cwd = BIN } = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, PATH: `${BIN}:${process.env.PATH}`, CI: '1' } })
    let output = ''
    let printed = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (printed += chunk))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(output)
      else reject(new Error(`${program} ended with ${code}: ${(output + printed).slice(-1500)}`))
    })
    child.stdin.on('error', () => {})
    child.stdin.end(input)
  })
}

/** Returns the path of a program of this package. */
export const bin = (name: string) => join(BIN, name)
