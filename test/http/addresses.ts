/** A URL for every operation, filled from what a service has. */

import type { Topic } from '../../data/schema/api.ts'
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import type { Operation } from '../../worker/openapi/operation.ts'
import type { Service } from './service.ts'

/** Returns the URL of an operation, or undefined where the topic has nothing to fill it with. */
export function fillAddress({ path }: Operation, service: Service): string | undefined {
  const { topic, health, contract, assetName, origin } = service
  const values: Record<string, string | undefined> = {
    topic: topic.id,
    release: String(topic.release),
    id: findItem(path, topic),
    hash: health.widget.slice(0, 16),
    schema: Object.keys(contract.document.components.schemas)[0],
    name: assetName,
    language: 'ar',
    path: 'topic.json',
  }
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
  if (names.some((name) => values[name] === undefined)) return undefined
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
  // Operations with a required parameter.
  if (path === '/oembed') return `${filled}?url=${encodeURIComponent(`${origin}/topics/${topic.id}`)}`
  return path === '/v1/search' ? `${filled}?q=${encodeURIComponent(topic.name)}` : filled
}

function findItem(path: string, topic: Topic): string | undefined {
  if (path.endsWith('/cards/{id}') || path === '/topics/{topic}/{id}') return topic.events[0]?.id
  const collection = COLLECTION_NAMES.find((name) => path.endsWith(`/${name}/{id}`))
  return collection && topic[collection][0]?.id
}
