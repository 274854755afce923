import { StoreError } from '../store/store.ts'

/** Codes of the system that say something about folders and disks, and nothing about this program. */
const SYSTEM_CODES = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EFBIG'])

/** One sentence for an error that a person can remedy; absent for one that is a bug. */
export function describeExpected(error: unknown): string | undefined {
  if (error instanceof StoreError) return error.message
  const { code, path, message } = error as NodeJS.ErrnoException
  if (!SYSTEM_CODES.has(code ?? '')) return undefined
  return `${path ?? 'a file'} cannot be used (${message}); give this user the right to write there, or copy the project elsewhere`
}
