/**
 * What the desk asks its server again and again: the check of the draft as one types, whether the files have changed (every few
 * seconds, and when the window gets the focus), and work on a store, one at a time, told step by step.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Checked, Content, OpenTopic, Outcome, Problem, WithdrawalTarget } from '../api.ts'
import type { TopicApi } from './server.ts'

const CHECK_DELAY_MS = 300
const RETRY_DELAY_MS = 2000

/** Absent until the first answer. `seen` changes when readers, or the files, have something else. */
export function useCheck(
  api: TopicApi,
  content: Content,
  seen: unknown,
  say: (problem: string) => void,
): Checked | undefined {
  const [checked, setChecked] = useState<Checked>()
  useEffect(() => {
    let isCurrent = true
    const check = async () => {
      const answer = await api.check(content)
      if (!isCurrent) return
      if ('kind' in answer) {
        say(answer.problem)
        timer = setTimeout(check, RETRY_DELAY_MS)
      } else setChecked(answer)
    }
    let timer = setTimeout(check, CHECK_DELAY_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [api, content, seen])
  return checked
}

const LOOK_MS = 3000

export interface LookOptions {
  /** Of the files as they were last looked at, whatever they held. */
  readLooked: () => string
  /** While this tab saves, the files change by it. */
  isSaving: () => boolean
  /** They have changed, or another store was chosen, which has other readers. */
  reopen: () => Promise<void>
  say: (message: string) => void
}

export function useLook(api: TopicApi, { readLooked, isSaving, reopen, say }: LookOptions): void {
  const openedBy = useRef(api)
  /** The server, or a file that cannot be read: said once. */
  const wasAway = useRef(false)
  useEffect(() => {
    let isBusy = false
    const look = async () => {
      if (isBusy || isSaving() || document.visibilityState === 'hidden') return
      isBusy = true
      const answer = await api.readVersion()
      const isAway = 'kind' in answer
      if (isAway !== wasAway.current) say(isAway ? answer.problem : 'The files can be read again.')
      wasAway.current = isAway
      if (!isAway && answer.version !== readLooked()) await reopen()
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

export interface Work {
  /** Such as `Publishing to this machine`. */
  title: string
  steps: string[]
  /** Absent while it goes on. */
  outcome?: Outcome | Problem
}

export interface Works {
  work: Work | undefined
  isWorking: boolean
  publish: (choices?: { isUnverified?: boolean; over?: number }) => Promise<void>
  rollBack: (release: number) => Promise<void>
  withdraw: (choices: { target: WithdrawalTarget; reason: string; isWithDependants: boolean }) => Promise<void>
  /** Closes the report of what has ended. */
  dismiss: () => void
}

type Run = (report: (step: string) => void) => Promise<Outcome | Problem>

export function useWork(
  api: TopicApi,
  storeLabel: string,
  save: () => Promise<boolean>,
  takeTopic: (topic: OpenTopic) => void,
): Works {
  const [work, setWork] = useState<Work>()
  const isWorking = work !== undefined && work.outcome === undefined
  const perform = async (title: string, run: Run) => {
    if (isWorking) return
    setWork({ title, steps: [] })
    const outcome = await run((step) =>
      setWork(
        (before) =>
          before && { ...before, steps: before.steps.at(-1) === step ? before.steps : [...before.steps, step] },
      ),
    )
    setWork((before) => before && { ...before, outcome })
    if (outcome.kind !== 'failure') takeTopic(outcome.topic)
  }
  return {
    work,
    isWorking,
    publish: async (choices = {}) => {
      if (!isWorking && (await save()))
        await perform(`Publishing to ${storeLabel}`, (report) => api.publish(choices, report))
    },
    rollBack: (release) =>
      perform(`Giving readers release ${release} on ${storeLabel}`, (report) => api.rollBack(release, report)),
    withdraw: (choices) => perform(`Withdrawing from ${storeLabel}`, (report) => api.withdraw(choices, report)),
    dismiss: () => setWork(undefined),
  }
}
