/** The commands of the tour in `/docs`, run in a shell against a service that has only the real topic. */
import { execFile } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { TOPICS_FOLDER } from '../../data/cli/topics.ts'
import { loadChecked } from '../fixtures/topics.ts'
import { BUILDER, publishAll, type Service, startService } from '../fixtures/worker-service.ts'

const TOPIC = 'us-iran-iraq-talks'
const PUBLISHED_AT = new Date('2026-11-02T09:30:00Z')
const MAX_LENGTH = 420

/** By question; `ORIGIN` stands for the service. */
export const COMMANDS: Record<string, string> = {
  'What did Crocker say?': `curl -s 'ORIGIN/v1/topics/${TOPIC}/statements?claimant=ryan-crocker&fields=text&limit=1'`,
  'And in all topics?': `curl -s 'ORIGIN/v1/statements?claimant=crocker&fields=topic,text&limit=1'`,
  'Which topics is the NCRI in?': `curl -s 'ORIGIN/v1/topics?participant=ncri&fields=id,name'`,
  'What changed since yesterday?': `curl -s 'ORIGIN/v1/changes?modifiedSince=2026-11-01&limit=1'`,
  'The box as it was on 20 November?': `curl -s 'ORIGIN/v1/topics/${TOPIC}/box?at=2026-11-20'`,
  'Everything as one file?': `curl -s -o talks.zip -w '%{http_code} %{content_type}' 'ORIGIN/v1/topics/${TOPIC}.zip'`,
}

export async function startTourService(): Promise<Service> {
  return startService({ publish: publishAll(await loadChecked(TOPICS_FOLDER, [TOPIC]), PUBLISHED_AT, BUILDER) })
}

/** Runs a command in a new folder and returns its output, shortened, with the service's origin as `ORIGIN`. */
export async function runCommand(command: string, origin: string): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'fact-box-tour-'))
  const { stdout } = await promisify(execFile)('sh', ['-c', command.replaceAll('ORIGIN', origin)], { cwd })
  const answer = stdout.replaceAll(origin, 'ORIGIN').trim()
  return answer.length > MAX_LENGTH ? `${answer.slice(0, MAX_LENGTH)}…` : answer
}
