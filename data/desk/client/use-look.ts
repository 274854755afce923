/** Looks whether the files have changed: every few seconds, and when the window gets the focus. */
import { useEffect, useRef } from 'preact/hooks'
import type { TopicApi } from './server.ts'

const LOOK_MS = 3000

export interface LookOptions {
  /** Of the files as they were last looked at, whatever they held. */
  readLooked: () => string
  /** While this tab saves, the files change by it. */
  isSaving: () => boolean
  /** They have changed, or another store was chosen, which has other readers. */
  reopen: () => Promise<void>
}

export function useLook(api: TopicApi, { readLooked, isSaving, reopen }: LookOptions): void {
  const openedBy = useRef(api)
  useEffect(() => {
    let isBusy = false
    const look = async () => {
      if (isBusy || isSaving() || document.visibilityState === 'hidden') return
      isBusy = true
      const answer = await api.readVersion()
      if (!('kind' in answer) && answer.version !== readLooked()) await reopen()
      isBusy = false
    }
    if (api !== openedBy.current) void reopen()
    openedBy.current = api
    const timer = setInterval(look, LOOK_MS)
    addEventListener('focus', look)
    return () => {
      clearInterval(timer)
      removeEventListener('focus', look)
    }
  }, [api])
}
