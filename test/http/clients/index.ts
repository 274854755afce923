/**
 * `npm run test:clients`: runs programs that know this API only from its document. Prints one line each; exits with 1 when one
 * disagrees. `-- NAME …` selects some. Needs the Debian packages that `.ci/run` installs.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { useTemporaryFolder } from '../../fixtures/temporary-folder.ts'
import { startService } from '../../fixtures/worker-service.ts'
import type { Client, Target } from './client.ts'
import { formats } from './formats.ts'
import { generated } from './generated.ts'
import { nginx } from './nginx.ts'
import { prism } from './prism.ts'
import { spectral } from './spectral.ts'

const CLIENTS: Record<string, Client> = { spectral, prism, ...generated, ...formats, nginx }

const HERE = fileURLToPath(new URL('.', import.meta.url))
const wanted = process.argv.slice(2)
useTemporaryFolder()
const service = await startService()
// Inside this folder, so that generated code finds the packages.
const folder = await mkdtemp(join(HERE, '.generated-'))
const counts = { passed: 0, failed: 0 }
try {
  const document = await (await fetch(`${service.origin}/v1/openapi.json`)).text()
  const file = join(folder, 'openapi.json')
  await writeFile(file, document)
  const target: Target = { origin: service.origin, document: JSON.parse(document), file, folder }
  for (const [name, run] of Object.entries(CLIENTS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue
    const beganAt = performance.now()
    const complaint = await run(target).then(
      (found) => found,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
    const seconds = ((performance.now() - beganAt) / 1000).toFixed(1)
    counts[complaint.startsWith('ok') ? 'passed' : 'failed']++
    console.log(
      `${complaint.startsWith('ok') ? 'ok  ' : 'FAIL'}  ${name}  ${complaint.replace(/^ok ?/, '')} (${seconds} s)`,
    )
  }
} finally {
  await service.close()
  await rm(folder, { recursive: true, force: true })
}
console.log(`Tests  ${counts.passed} passed | ${counts.failed} failed`)
process.exit(counts.failed > 0 ? 1 : 0)
