/** Warns of sizes that make pages slow, with the measured size. Never an error. */
import { buildBox, MAX_BOX_BYTES, measureBox } from '../build/box.ts'
import { buildTopic } from '../build/topic.ts'
import type { Authored } from '../schema/authored.ts'
import type { Finding } from './finding.ts'
import { listTexts } from './texts.ts'

/** A longer sentence is a paragraph, and the box has room for lines. */
const MAX_TEXT_CHARACTERS = 600
/** Each list of a topic reads the whole `topic.json`: 2 MiB take about 15 ms of a Worker. */
const MAX_TOPIC_BYTES = 2 * 1024 * 1024
/** Any stamp will do: the size of a file does not depend on the time. */
const STAMP = { release: 1, datePublished: '2000-01-01T00:00:00Z', dateModified: '2000-01-01T00:00:00Z' }

const inKib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`

/** Builds the topic to measure it, so it must have no errors. */
export function checkSizes(authored: Authored): Finding[] {
  const topic = buildTopic(authored, STAMP)
  const box = measureBox(buildBox(topic))
  const whole = new TextEncoder().encode(JSON.stringify(topic)).length
  const ofTopic = { file: 'topic.yml', path: [], severity: 'warning' } as const
  return [
    ...listTexts(authored)
      .filter(({ text }) => text.length > MAX_TEXT_CHARACTERS)
      .map(
        ({ text, file, path }): Finding => ({
          file,
          path,
          problem: `the text has ${text.length} characters, more than ${MAX_TEXT_CHARACTERS}`,
          remedy: 'shorten it to one sentence, or split it into two statements',
          severity: 'warning',
        }),
      ),
    ...(box > MAX_BOX_BYTES
      ? [
          {
            ...ofTopic,
            problem: `the box has ${inKib(box)}, more than ${inKib(MAX_BOX_BYTES)}`,
            remedy: 'shorten the texts that lead: abstract, events and the first statement of each group',
          },
        ]
      : []),
    ...(whole > MAX_TOPIC_BYTES
      ? [
          {
            ...ofTopic,
            problem: `the topic has ${inKib(whole)}, more than ${inKib(MAX_TOPIC_BYTES)}`,
            remedy: 'split it into several topics, such as one per year',
          },
        ]
      : []),
  ]
}
