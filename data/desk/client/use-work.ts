/** What changes a store: publishing, rolling back, withdrawing. One at a time, told step by step, with what came of it. */
import { useState } from 'preact/hooks'
import type { OpenTopic, Outcome, Problem, WithdrawalTarget } from '../api.ts'
import type { TopicApi } from './server.ts'

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
