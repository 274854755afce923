/** Requests to the desk's server, with this tab's token. */
import type {
  Checked,
  Content,
  DraftedSource,
  OpenTopic,
  Outcome,
  Problem,
  ReleasesAnswer,
  RollbackPreview,
  SaveAnswer,
  SourceText,
  StoreChoice,
  StreamedLine,
  WithdrawalPreview,
  WithdrawalTarget,
} from '../api.ts'

const TOKEN = 'desk-token'
const NO_ANSWER: Problem = {
  kind: 'failure',
  problem: 'The desk does not answer: check whether npm start still runs.',
}

/** Reads the token from the URL's fragment, and keeps it for reloads of this tab only. */
function readToken(): string {
  const given = location.hash.slice(1)
  if (given !== '') {
    sessionStorage.setItem(TOKEN, given)
    history.replaceState(null, '', location.pathname)
  }
  return sessionStorage.getItem(TOKEN) ?? ''
}

const token = readToken()

function request(path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` }
  return fetch(`/edit/api${path}`, { ...init, headers })
}

/** Sends a request. Never rejects. */
async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer | Problem> {
  try {
    return (await (await request(path, init)).json()) as Answer
  } catch {
    return NO_ANSWER
  }
}

const asJson = (method: string, body: unknown): RequestInit => ({
  method,
  body: JSON.stringify(body),
  headers: { 'content-type': 'application/json' },
})

export const listStores = () => ask<StoreChoice[]>('/stores')
export const listTopics = () => ask<string[]>('/topics')
export const createTopic = (id: string, name: string) =>
  ask<{ kind: 'created'; id: string }>('/topics', asJson('POST', { id, name }))

/** The requests for one topic, compared with the published state of one store. */
export function openTopicApi(id: string, store: string) {
  const at = (path = '') => `/topics/${id}${path}?store=${store}`
  return {
    open: () => ask<OpenTopic>(at()),
    readVersion: () => ask<{ version: string }>(at('/version')),
    save: (base: Content, content: Content) => ask<SaveAnswer>(at(), asJson('PUT', { base, content })),
    check: (content: Content) => ask<Checked>(at('/check'), asJson('POST', content)),
    listReleases: () => ask<ReleasesAnswer>(at('/releases')),
    previewRollback: (release: number) => ask<RollbackPreview>(`${at('/rollback')}&release=${release}`),
    previewWithdrawal: (target: WithdrawalTarget) => ask<WithdrawalPreview>(at('/withdrawal'), asJson('POST', target)),
    publish: (choices: { isUnverified?: boolean; over?: number }, report: (step: string) => void) =>
      follow(at('/publish'), choices, report),
    rollBack: (release: number, report: (step: string) => void) => follow(at('/rollback'), { release }, report),
    withdraw: (
      choices: { target: WithdrawalTarget; reason: string; isWithDependants: boolean },
      report: (step: string) => void,
    ) => follow(at('/withdraw'), choices, report),
  }
}
export type TopicApi = ReturnType<typeof openTopicApi>

/** Reports each step when it arrives; resolves with the last line, the outcome. Never rejects. */
async function follow(path: string, body: unknown, report: (step: string) => void): Promise<Outcome | Problem> {
  try {
    const { body: answer } = await request(path, asJson('POST', body))
    let text = ''
    let last: Outcome | Problem | undefined
    for await (const chunk of (answer ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      const lines = (text + chunk).split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) last = readLine(JSON.parse(line) as StreamedLine, report) ?? last
    }
    return (text === '' ? last : readLine(JSON.parse(text) as StreamedLine, report)) ?? NO_ANSWER
  } catch {
    return NO_ANSWER
  }
}

function readLine(line: StreamedLine, report: (step: string) => void): Outcome | Problem | undefined {
  if (line.kind !== 'step') return line
  report(line.text)
  return undefined
}

export async function readSource({ id, source }: { id: unknown; source: unknown }): Promise<SourceText> {
  const answer = await ask<SourceText>('/sources/read', asJson('POST', { id, source }))
  return answer.kind === 'failure' ? { kind: 'unreadable', problem: answer.problem } : answer
}
export const addSource = (name: string, body: Blob) =>
  ask<DraftedSource>(`/sources?name=${encodeURIComponent(name)}`, { method: 'POST', body })
