/** Lines of the Worker's log: one JSON object each. worker/README.md lists them. */

/** Logs an error with its stack, which source maps translate. `about` describes the operation. */
export function logError(event: string, error: unknown, about: Record<string, string> = {}): void {
  const stack = error instanceof Error ? error.stack : undefined
  console.error(JSON.stringify({ event, ...about, error: String(error), stack }))
}
