/** The real topic, published into the test's own KV. */
import { env } from 'cloudflare:workers'
import type { Authored, AuthoredFileName } from '../../data/authored.ts'
import { parseTopic } from '../../data/parse.ts'
import { type Published, publishTopic } from '../../data/releases/publish.ts'

export const TOPIC = 'us-iran-iraq-talks'
export const PUBLISHED_AT = new Date('2026-11-02T09:30:00Z')

const TEXTS = import.meta.glob<string>('../../data/topics/us-iran-iraq-talks/*.yml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

export function readTopic(): Authored {
  const byName = Object.entries(TEXTS).map(([path, text]) => [
    path.replace(/^.*\/|\.yml$/g, '') as AuthoredFileName,
    text,
  ])
  const { authored, findings } = parseTopic(Object.fromEntries(byName))
  if (!authored) throw new Error(`the real topic has findings: ${JSON.stringify(findings)}`)
  return authored
}

export function publishReal(): Promise<Published> {
  return publishTopic(env.FACTS, readTopic(), { now: PUBLISHED_AT, onto: 'any' })
}
