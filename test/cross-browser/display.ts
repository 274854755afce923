/** A virtual screen, for a browser that needs one. */
import { once } from 'node:events'
import { end, findProgram, run } from './program.ts'

export interface Display {
  /** The value for `DISPLAY`. */
  name: string
  close: () => Promise<void>
}

const START_TIMEOUT_MS = 20_000

/** Starts Xvfb, which chooses a free number and writes it to file descriptor 3. */
export async function startDisplay(): Promise<Display> {
  const server = run(findProgram(['Xvfb']), ['-displayfd', '3', '-screen', '0', '1400x1200x24', '-nolisten', 'tcp'])
  const number = server.stdio[3]
  if (!number) throw new Error('Xvfb has no file descriptor 3')
  const signal = AbortSignal.timeout(START_TIMEOUT_MS)
  try {
    const [told] = await once(number, 'data', { signal })
    return { name: `:${String(told).trim()}`, close: () => end(server) }
  } catch (cause) {
    await end(server)
    throw new Error(`Xvfb reported no display within ${START_TIMEOUT_MS} ms`, { cause })
  }
}
