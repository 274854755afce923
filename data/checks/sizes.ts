/** Warnings, never errors, on sizes that make pages slow, each with its figure. */
import { buildBox, MAX_BOX_BYTES, measureBox } from '../build/box.ts'
import { buildTopic } from '../build/topic.ts'
import type { Authored } from '../schema/authored.ts'
import type { Finding } from './finding.ts'
import { listTexts } from './texts.ts'

/** Beyond this a sentence is a paragraph, in a box that shows one line of it. */
const MAX_TEXT_CHARACTERS = 600
/** `topic.json` is read whole for each list of a topic: 2 MiB take some 15 ms of a Worker. */
const MAX_TOPIC_BYTES = 2 * 1024 * 1024
/** The size of a file does not depend on the time. */
const STAMP = { release: 1, datePublished: '2000-01-01T00:00:00Z', dateModified: '2000-01-01T00:00:00Z' }

const inKib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`

/** Of a topic without errors, since it is built to be measured. */
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
          remedy: 'say it in one sentence, or make two statements of it',
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
            remedy: 'make two topics of it, such as one for each year',
          },
        ]
      : []),
  ]
}
