/**
 * Requests to the desk's server: the check of the draft after each edit, polling for changed files (every few seconds, and
 * when the window gets the focus), and work on a store, one task at a time, reported step by step.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Checked, Content, OpenTopic, Outcome, Problem, WithdrawalTarget } from '../api.ts'
import type { TopicApi } from './server.ts'

const CHECK_DELAY_MS = 300
const RETRY_DELAY_MS = 2000

/** Checks the content, again when `content` or `seen` changes. Absent until the first answer. */
export function useCheck(
  api: TopicApi,
  content: Content,
  seen: unknown,
  showMessage: (problem: string) => void,
): Checked | undefined {
  const [checked, setChecked] = useState<Checked>()
  useEffect(() => {
    let isCurrent = true
    const check = async () => {
      const answer = await api.check(content)
      if (!isCurrent) return
      if ('kind' in answer) {
        showMessage(answer.problem)
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

const POLL_MS = 3000

export interface PollingOptions {
  /** The version of the files when last read. */
  getVersion: () => string
  /** Whether this tab is saving: changes of the files are then its own. */
  isSaving: () => boolean
  /** Called when the files have changed, or another store was chosen. */
  reopen: () => Promise<void>
  showMessage: (message: string) => void
}

export function usePolling(api: TopicApi, { getVersion, isSaving, reopen, showMessage }: PollingOptions): void {
  const openedBy = useRef(api)
  /** The server or a file could not be read; the message is shown only once. */
  const wasAway = useRef(false)
  useEffect(() => {
    let isBusy = false
    const poll = async () => {
      if (isBusy || isSaving() || document.visibilityState === 'hidden') return
      isBusy = true
      const answer = await api.readVersion()
      const isAway = 'kind' in answer
      if (isAway !== wasAway.current) showMessage(isAway ? answer.problem : 'The files can be read again.')
      wasAway.current = isAway
      if (!isAway && answer.version !== getVersion()) await reopen()
      isBusy = false
    }
    if (api !== openedBy.current) void reopen()
    openedBy.current = api
    const timer = setInterval(poll, POLL_MS)
    addEventListener('focus', poll)
    return () => {
      clearInterval(timer)
      removeEventListener('focus', poll)
    }
  }, [api])
}

export interface Work {
  /** Such as `Publishing to this machine`. */
  title: string
  steps: string[]
  /** Absent while it runs. */
  outcome?: Outcome | Problem
}

export interface Works {
  work: Work | undefined
  isWorking: boolean
  publish: (choices?: { isUnverified?: boolean; over?: number }) => Promise<void>
  rollBack: (release: number) => Promise<void>
  withdraw: (choices: { target: WithdrawalTarget; reason: string; isWithDependants: boolean }) => Promise<void>
  /** Closes the report of finished work. */
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
