import { relative } from 'node:path'
import type { LocatedFinding } from '../finding.ts'
import { type Command, TOPIC_OPTIONS } from './command.ts'
import { type LoadedTopic, loadTopics, TOPICS_FOLDER } from './topics.ts'

export const check: Command = {
  usage: 'check [TOPIC ...] [--topics DIR]',
  summary: 'check the content; every problem at once',
  options: TOPIC_OPTIONS,
  run: async (ids, { topics = TOPICS_FOLDER }) => {
    const loaded = await loadTopics(topics, ids)
    for (const topic of loaded) console.log(describeTopic(topic))
    return loaded.every((topic) => topic.authored) ? 0 : 1
  },
}

/** Every finding of a topic, or one line that says what was checked. */
export function describeTopic({ id, folder, findings, authored }: LoadedTopic): string {
  if (!authored)
    return [...findings.map((finding) => describeFinding(finding, folder)), countProblems(id, findings.length)].join(
      '\n',
    )
  const { articles, events, statements } = authored
  return `${id}: ${articles.length} articles, ${events.length} events, ${statements.length} statements, no problem`
}

function countProblems(id: string, count: number): string {
  return `${id}: ${count} ${count === 1 ? 'problem' : 'problems'}; readers keep what they have`
}

function describeFinding(finding: LocatedFinding, folder: string): string {
  const file = `${relative(process.cwd(), folder)}/${finding.file}:${finding.line}:${finding.column}`
  const place = finding.place === '' ? '' : `  ${finding.place}\n`
  const value = finding.value === undefined ? '' : `  value:  ${finding.value}\n`
  return `${file}\n${place}${value}  wrong:  ${finding.problem}\n  remedy: ${finding.remedy}\n`
}
