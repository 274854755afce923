/** `node test/http/write-tour.ts`: runs the tour's commands and writes their output to `worker/pages/docs/tour.json`. */
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { useTemporaryFolder } from '../fixtures/temporary-folder.ts'
import { COMMANDS, runCommand, startTourService } from './tour.ts'

const FILE = fileURLToPath(new URL('../../worker/pages/docs/tour.json', import.meta.url))

useTemporaryFolder()
const service = await startTourService()
const steps = []
for (const [question, command] of Object.entries(COMMANDS)) {
  steps.push({ question, command, answer: await runCommand(command, service.origin) })
}
await service.close()
await writeFile(FILE, `${JSON.stringify(steps, null, 2)}\n`)
process.exit(0)
