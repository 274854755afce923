/** Lines of the Worker's log: one JSON object each, as worker/README.md lists them. */

/** An error, with its stack, which source maps lead back to the source. `about` says what was under way. */
export function logError(event: string, error: unknown, about: Record<string, string> = {}): void {
  const stack = error instanceof Error ? error.stack : undefined
  console.error(JSON.stringify({ event, ...about, error: String(error), stack }))
}
