import { UsageError } from './command.ts'

/** A release as a person types it. @throws UsageError */
export function parseRelease(text: string): number {
  const release = Number(text)
  if (!Number.isInteger(release) || release < 1)
    throw new UsageError(`${text} is no release: releases are counted from 1`)
  return release
}
