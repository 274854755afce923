/** Whether the contract allows a response. */
import type { Contract } from './contract.ts'
import type { ApiRequest } from './requests.ts'

const PROBLEM_TYPE = 'application/problem+json'
const ALLOWED_METHODS = 'GET, HEAD, OPTIONS'

/** Sends the request; returns what is wrong with the response, if anything. */
export async function tryRequest(
  origin: string,
  contract: Contract,
  request: ApiRequest,
): Promise<{ status: number; complaint?: string }> {
  const { method, address, headers } = request
  const response = await fetch(`${origin}${address}`, { method, headers, redirect: 'manual' })
  const body = await response.text()
  const path = new URL(`${origin}${address}`).pathname
  const complaint = findComplaint(contract, { ...request, path }, response, body)
  return { status: response.status, ...(complaint !== undefined && { complaint }) }
}

/** Returns what is wrong with a response whose body was read already, if anything. */
export function findComplaint(
  contract: Contract,
  { path, headers: asked, ...request }: ApiRequest & { path: string },
  response: Response,
  body: string,
): string | undefined {
  const method = request.method.toUpperCase()
  const { status, headers } = response
  if (status >= 500 && status !== 501) return `a ${status}`
  if (headers.get('Access-Control-Allow-Origin') !== '*') return 'not readable from other origins'
  if (headers.has('Set-Cookie')) return 'a cookie'
  // The platform serves current static files itself, only to GET and HEAD.
  if (path.startsWith('/assets/') && method !== 'GET' && method !== 'HEAD' && status === 405) return undefined
  if (method === 'OPTIONS') return status === 204 && body === '' ? undefined : `${status} for OPTIONS`
  if (method !== 'GET' && method !== 'HEAD') {
    if (status !== 405 || headers.get('Allow') !== ALLOWED_METHODS) return `${status} for ${method}`
    return judgeProblem(contract, response, body)
  }
  const answers = contract.match(path).map((route) => route.answers[status])
  const isNowhere = answers.length === 0
  const nowhere = path.endsWith('/') ? [308, 400, 404] : [400, 404]
  if (isNowhere ? !nowhere.includes(status) : answers.every((answer) => answer === undefined))
    return `an undocumented ${status}`
  if (method === 'HEAD' || status === 304) return body === '' ? undefined : 'a body where there is none'
  const mayBePage = isNowhere || answers.some((answer) => answer?.content?.['text/html'])
  if (status >= 400 && mayBePage && asked.accept?.includes('text/html') && isPage(headers, body)) return undefined
  if (status >= 400) return judgeProblem(contract, response, body)
  if (status >= 300) return headers.has('Location') ? undefined : 'no Location'
  const complaints = answers.flatMap((answer) => (answer ? [judgeAnswer(contract, answer, headers, body)] : []))
  return complaints.includes(undefined) ? undefined : complaints[0]
}

type Answer = Contract['routes'][number]['answers'][string]

function judgeAnswer(contract: Contract, answer: Answer, headers: Headers, body: string): string | undefined {
  const missing = ['ETag', 'Cache-Control', 'X-Release'].filter((name) => answer.headers?.[name] && !headers.has(name))
  if (missing.length > 0) return `without ${missing.join(', ')}`
  const whole = headers.get('Content-Type') ?? ''
  const type = whole.replace(/;.*/, '')
  const content = answer.content?.[whole] ?? answer.content?.[type]
  if (!content) return `an undocumented ${whole}`
  return type.endsWith('json') ? contract.judge(content.schema, JSON.parse(body)) : undefined
}

/** A browser may get a problem as a page. */
function isPage(headers: Headers, body: string): boolean {
  return headers.get('Content-Type') === 'text/html; charset=utf-8' && body.startsWith('<!doctype html>')
}

function judgeProblem(contract: Contract, { status, headers }: Response, body: string): string | undefined {
  if (headers.get('Content-Type') !== PROBLEM_TYPE) return `a ${status} of type ${headers.get('Content-Type')}`
  const problem = JSON.parse(body) as { status: number }
  if (problem.status !== status) return `a problem of ${problem.status} with ${status}`
  return contract.judge({ $ref: '#/components/schemas/Problem' }, problem)
}
