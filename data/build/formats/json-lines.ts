/** `events.jsonl` and `statements.jsonl` (https://jsonlines.org): one item a line, with the id of its topic. */
import type { Topic } from '../../schema/api.ts'

export const JSON_LINES_NAMES = ['events', 'statements'] as const

export function buildJsonLines(topic: Topic, name: (typeof JSON_LINES_NAMES)[number]): string {
  return topic[name].map((item) => `${JSON.stringify({ topic: topic.id, ...item })}\n`).join('')
}
