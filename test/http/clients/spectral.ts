/** @stoplight/spectral-cli with its own OpenAPI rules reports no error. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bin, type Client, run } from './client.ts'

export const spectral: Client = async ({ file, folder }) => {
  const ruleset = join(folder, 'spectral.json')
  await writeFile(ruleset, JSON.stringify({ extends: ['spectral:oas'] }))
  const output = await run(bin('spectral'), [
    'lint',
    '--ruleset',
    ruleset,
    '--fail-severity',
    'error',
    '--format',
    'json',
    file,
  ])
  const findings = JSON.parse(output.slice(output.indexOf('['), output.lastIndexOf(']') + 1) || '[]') as unknown[]
  return `ok no error, ${findings.length} warnings`
}
