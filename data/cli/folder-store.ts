import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Store, type StoreEntry, StoreError, toBytes } from '../store/store.ts'
import { replaceFile } from './durable-file.ts'

/** The valid keys. Also keeps a key from leaving the folder. */
const KEY = /^(?:topic\/[a-z0-9-]{1,80}|blob\/[0-9a-f]{64}|widgets)$/

/** Opens a backup: one file for each key, without metadata. Files are written atomically. */
export function openFolderStore(folder: string): Store {
  const locate = (key: string) => {
    if (!KEY.test(key)) throw new StoreError(`${key} is not a key of a store`)
    return join(folder, key)
  }
  async function get(key: string): Promise<Uint8Array | undefined> {
    try {
      return new Uint8Array(await readFile(locate(key)))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }
  async function put({ key, value }: StoreEntry): Promise<void> {
    const path = locate(key)
    await mkdir(dirname(path), { recursive: true })
    await replaceFile(path, toBytes(value))
  }
  return {
    get,
    async getMany(keys) {
      const found = new Map<string, Uint8Array>()
      for (const key of keys) {
        const bytes = KEY.test(key) ? await get(key) : undefined
        if (bytes) found.set(key, bytes)
      }
      return found
    },
    put: (key, value) => put({ key, value }),
    async putMany(entries) {
      for (const entry of entries) await put(entry)
    },
    async list(prefix) {
      const names = await readdir(join(folder, prefix)).catch(() => [])
      return names
        .map((name) => ({ key: prefix + name }))
        .filter(({ key }) => KEY.test(key))
        .sort((a, b) => (a.key < b.key ? -1 : 1))
    },
    async deleteMany(keys) {
      for (const key of keys) await rm(locate(key), { force: true })
    },
  }
}
