/** A host that serves a topic's history as the Worker does: `/ref`, `/log`, and each release's manifest and files. */
import type { Server, ServerResponse } from 'node:http'
import { findManifests, readLog } from '../../data/store/log.ts'
import { blobKey, type Manifest, type Ref, refKey } from '../../data/store/records.ts'
import type { Store } from '../../data/store/store.ts'
import { listen } from '../fixtures/loopback.ts'

/** Starts the host. Calls `readStore` for each request; answers 429 where `isRefused` returns true. */
export function startHistoryHost(
  topic: string,
  readStore: () => Store | Promise<Store>,
  isRefused = () => false,
): Promise<Server> {
  async function answer(path: string, response: ServerResponse) {
    if (isRefused()) return response.writeHead(429, { 'Retry-After': '7' }).end()
    const list = JSON.stringify({ items: [{ id: topic }] })
    const bytes = path === '/v1/topics' ? Buffer.from(list) : await find(await readStore(), path)
    return response.writeHead(bytes ? 200 : 404).end(bytes)
  }

  async function find(store: Store, path: string): Promise<Uint8Array | undefined> {
    const own = path.replace(`/v1/topics/${topic}/`, '')
    const bytes = await store.get(refKey(topic))
    if (own === 'ref' || !bytes) return bytes
    const ref = parse<Ref>(bytes)
    if (own === 'log') return store.get(blobKey(ref.log))
    const [, release, what, file = ''] = own.split('/')
    const manifest = await store.get(blobKey(findManifests(await readLog(store, ref)).get(Number(release)) ?? ''))
    if (what === 'manifest' || !manifest) return manifest
    return store.get(blobKey(parse<Manifest>(manifest).files[file]?.sha256 ?? ''))
  }

  return listen((path, response) => void answer(path, response))
}

const parse = <Value>(bytes: Uint8Array) => JSON.parse(new TextDecoder().decode(bytes)) as Value
