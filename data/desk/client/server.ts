/** Requests to the desk's own server, with the token that this tab was opened with. */
import type { Checked, Content, DraftedSource, OpenTopic, Problem, Published, SaveAnswer, SourceText } from '../api.ts'

const TOKEN = 'desk-token'

/** From the address's fragment, which no server sees; kept for reloads of this tab alone. */
function readToken(): string {
  const given = location.hash.slice(1)
  if (given !== '') {
    sessionStorage.setItem(TOKEN, given)
    history.replaceState(null, '', location.pathname)
  }
  return sessionStorage.getItem(TOKEN) ?? ''
}

const token = readToken()

/** Never rejects. */
async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer | Problem> {
  const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${token}` }
  try {
    const answer = await fetch(`/edit/api${path}`, { ...init, headers })
    return (await answer.json()) as Answer
  } catch {
    return { kind: 'failure', problem: 'The desk does not answer: see whether npm start still runs.' }
  }
}

const send = <Answer>(method: string, path: string, body: unknown) =>
  ask<Answer>(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })

export const listTopics = () => ask<string[]>('/topics')
export const createTopic = (id: string, name: string) => send<{ kind: 'created' }>('POST', '/topics', { id, name })
export const openTopic = (id: string) => ask<OpenTopic>(`/topics/${id}`)
export const saveTopic = (id: string, base: Content, content: Content) =>
  send<SaveAnswer>('PUT', `/topics/${id}`, { base: { content: base }, content })
export const checkTopic = (id: string, content: Content) => send<Checked>('POST', `/topics/${id}/check`, content)
export const publishTopic = (id: string, isUnverified: boolean) =>
  send<Published>('POST', `/topics/${id}/publish`, { isUnverified })
export async function readSource({ id, source }: { id: unknown; source: unknown }): Promise<SourceText> {
  const answer = await send<SourceText>('POST', '/sources/read', { id, source })
  return answer.kind === 'failure' ? { kind: 'unreadable', problem: answer.problem } : answer
}
export const addSource = (name: string, body: Blob) =>
  ask<DraftedSource>(`/sources?name=${encodeURIComponent(name)}`, { method: 'POST', body })
