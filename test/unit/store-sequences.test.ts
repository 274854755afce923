/** A short, repeatable run of `store-sequences.ts`. */
import { expect, it } from 'vitest'
import { checkSequences } from './store-sequences.ts'

it('after any sequence of operations, the log is valid, nothing withdrawn is shown and fsck is clean', async () => {
  await expect(checkSequences({ runs: 50, seed: 2007 })).resolves.toBeUndefined()
}, 300_000)
