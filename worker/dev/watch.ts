import { watch } from 'node:fs'

/** Files that people edit; tools write other files in the same folders. */
const SOURCE = /\.(?:yml|tsx?|css)$/

/** Text editors write a file in several steps; it is assumed complete this long after the last step. */
const QUIET_MS = 100

/** Calls a folder's callback after a file in it was saved, one call at a time. Returns a function that stops watching. */
export function watchFolders(callbacks: Record<string, () => Promise<void>>): () => void {
  let queue = Promise.resolve()
  const watchers = Object.entries(callbacks).map(([folder, callback]) => {
    let timer: NodeJS.Timeout | undefined
    return watch(folder, { recursive: true }, (_, file) => {
      if (file === null || !SOURCE.test(file)) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        queue = queue.then(callback).catch((error) => console.error(String(error)))
      }, QUIET_MS)
    })
  })
  return () => {
    for (const watcher of watchers) watcher.close()
  }
}
