/** Runs the contract's table against the Worker on workerd, or against the service at TARGET. */
import { describe, expect, inject, it } from 'vitest'
import { listChecks } from '../smoke/checks.ts'
import type {} from './setup.ts'

const { TARGET } = process.env
const checks = await listChecks(TARGET ?? inject('origin'))

describe(`at ${TARGET ?? 'workerd'}`, () => {
  it.each(checks)('$what', async ({ run }) => {
    expect((await run?.()) ?? []).toEqual([])
  })
})
