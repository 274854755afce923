/** The contract's table, against the Worker on workerd, or against the service that TARGET names. */
import { describe, expect, inject, it } from 'vitest'
import { openService } from './described-service.ts'
import { judgeRow } from './judge.ts'
import type {} from './setup.ts'
import { createTable } from './table.ts'

const service = await openService(process.env.TARGET ?? inject('origin'))

describe(`at ${process.env.TARGET ?? 'workerd'}`, () => {
  it.each(createTable(service).map((row) => ({ ...row, what: `${row.method ?? 'GET'} ${row.path} is ${row.status}` })))(
    '$what',
    async (row) => {
      expect(await judgeRow(service.ask, row)).toEqual([])
    },
  )
})
