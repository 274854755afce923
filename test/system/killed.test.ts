/** When one process of `npm start` is killed, the others end too. */
import { beforeAll, expect, it } from 'vitest'
import {
  createWorkplace,
  listBelow,
  listProcesses,
  type RunningProcess,
  runStart,
  type Workplace,
} from './start-process.ts'

let workplace: Workplace

beforeAll(async () => {
  workplace = await createWorkplace()
})

it.each([
  { killed: 'npm', signal: 'SIGKILL' },
  { killed: 'npm', signal: 'SIGTERM' },
  { killed: 'start.ts', signal: 'SIGKILL' },
  { killed: 'serve.ts', signal: 'SIGKILL' },
] as const)('leaves nothing running when $killed gets $signal', async ({ killed, signal }) => {
  const doomed = runStart(workplace, { byNpm: true })
  await doomed.waitFor(/us-iran-iraq-talks/) // it serves and publishes
  const below = listBelow(doomed.id)
  expect(below.map(({ command }) => command).join()).toMatch(/dev\/start\.ts.*dev\/serve\.ts.*workerd/)
  // Not the shell in between, which has the same command line.
  const victim = below.find(({ command }) => /^\S*node /.test(command) && command.endsWith(killed))
  process.kill(victim?.id ?? doomed.id, signal)
  const isLeft = ({ id, command }: RunningProcess) =>
    below.some((one) => one.id === id) && !command.includes('<defunct>')
  await expect.poll(() => listProcesses().filter(isLeft), { timeout: 10_000 }).toEqual([])
})
