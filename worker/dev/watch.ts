import { watch } from 'node:fs'

/** The files that people edit; tools write others beside them. */
const SOURCE = /\.(?:yml|tsx?|css)$/

/** Editors write a file in several steps; it is complete this long after the last one. */
const QUIET_MS = 100

/** Calls a folder's function after something in it was saved, one call at a time. Returns how to stop. */
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
