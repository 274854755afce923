const QUIET_MS = 1000

/** Says on a terminal what is being done once it has taken over a second; programs that read the output see nothing. */
export async function reportProgress<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const timer = setTimeout(() => process.stderr.isTTY && process.stderr.write(`${what} …\n`), QUIET_MS)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
  }
}
