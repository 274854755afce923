import { relative } from 'node:path'
import { styleText } from 'node:util'
import { buildBox, MAX_BOX_BYTES, measureBox } from '../build/box.ts'
import { count } from '../build/formats/text.ts'
import { buildTopic } from '../build/topic.ts'
import type { LocatedFinding } from '../checks/finding.ts'
import type { Authored } from '../schema/authored.ts'
import { type Command, report, STORE_OPTIONS, TOPIC_OPTIONS } from './command.ts'
import { findLedgerOwner } from './ledger.ts'
import { findTopicsFolder, isChecked, type LoadedTopic, loadNamedOrAll } from './topics.ts'

/** The size of a box does not depend on the time. */
const UNPUBLISHED = '2000-01-01T00:00:00Z'

export const check: Command = {
  usage: 'check [TOPIC ...] [--topics DIR] [--state DIR] [--json]',
  maxWords: Number.POSITIVE_INFINITY,
  summary: 'check the content, and list every problem at once',
  // What was published there keeps its ids.
  options: { ...TOPIC_OPTIONS, state: STORE_OPTIONS.state },
  run: async (ids, options) => {
    const loaded = await loadNamedOrAll(findTopicsFolder(options.topics), ids, findLedgerOwner(options))
    const data = loaded.map(({ id, findings }) => ({ topic: id, findings }))
    report(options, data, loaded.map(describeTopic).join('\n'))
    return loaded.every(isChecked) ? 0 : 1
  },
}

/** Prints every finding of a topic, then a line that says what was checked. */
export function describeTopic({ id, folder, findings, authored }: LoadedTopic): string {
  const problems = findings.filter(({ severity }) => severity !== 'warning').length
  const lines = findings.map((finding) => describeFinding(finding, folder))
  if (!authored) return [...lines, `${id}: ${count(problems, 'problem')}; readers keep what they have`].join('\n')
  const { articles, events, statements } = authored
  const content = `${articles.length} articles, ${events.length} events, ${statements.length} statements`
  const warnings = findings.length > 0 ? `, ${count(findings.length, 'warning')}` : ''
  return [...lines, `${id}: ${content}, no problem${warnings}`, describeBox(authored)].join('\n')
}

/** The size of the box, and the height that its snippet reserves. */
function describeBox(authored: Authored): string {
  const box = buildBox(buildTopic(authored, { release: 1, datePublished: UNPUBLISHED, dateModified: UNPUBLISHED }))
  const bytes = measureBox(box)
  const room = box.room?.map(({ px, percent }) => `${px}px - ${percent}%`).join(', ')
  const warning = bytes > MAX_BOX_BYTES ? `; more than ${MAX_BOX_BYTES}: shorten the leading texts` : ''
  return `  box: ${bytes} bytes${warning}; the snippet reserves a height of max(${room}), in % of the width`
}

function describeFinding(finding: LocatedFinding, folder: string): string {
  const { line, column, place, value, problem, remedy, severity } = finding
  const isWarning = severity === 'warning'
  const file = `${relative(process.cwd(), folder)}/${finding.file}:${line}:${column}`
  return [
    ...annotate(finding, `${relative(process.cwd(), folder)}/${finding.file}`),
    styleText('bold', file),
    ...(place === '' ? [] : [`  ${place}`]),
    ...(value === undefined ? [] : [`  value:   ${value}`]),
    `  ${styleText(isWarning ? 'yellow' : 'red', isWarning ? 'warning:' : 'error:  ')} ${problem}`,
    `  ${styleText('green', 'remedy: ')} ${remedy}\n`,
  ].join('\n')
}

/** An annotation for GitHub Actions, shown next to the line. */
function annotate({ line, column, problem, remedy, severity }: LocatedFinding, file: string): string[] {
  if (!process.env.GITHUB_ACTIONS) return []
  return [
    `::${severity ?? 'error'} file=${file},line=${line},col=${column}::${problem}; ${remedy}`.replaceAll('\n', ' '),
  ]
}
