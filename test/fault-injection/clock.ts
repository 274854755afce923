/** A manual clock, with its timers. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  advance(ms: number): void
  /** Like `setTimeout`; returns the function that cancels it. */
  startTimer(run: () => void, ms: number): () => void
  /** Advances to the next timer, if there is one. */
  advanceToTimer(): void
}

interface Timer {
  at: number
  run: () => void
}

export function createClock(start: Date): Clock {
  let now = start.getTime()
  const timers = new Set<Timer>()
  const findNext = (): Timer | undefined => [...timers].sort((a, b) => a.at - b.at)[0]
  function advance(ms: number) {
    now += ms
    for (let timer = findNext(); timer && timer.at <= now; timer = findNext()) {
      timers.delete(timer)
      timer.run()
    }
  }
  return {
    now: () => now,
    advance,
    startTimer(run, ms) {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advanceToTimer() {
      const timer = findNext()
      if (timer) advance(timer.at - now)
    },
  }
}
