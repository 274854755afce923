/**
 * Checks a response against its row of the table, and what every response must have: agreement with the document, security
 * headers, own URLs, HEAD, and a 304 for every cacheable 200.
 */
import { COMMON_HEADERS } from '../../worker/http/response.ts'
import { PAGE_HEADERS } from '../../worker/http/security-headers.ts'
import { HEADERS } from '../../worker/openapi/operation.ts'
import type { Service } from './service.ts'
import type { Row } from './table.ts'
import { findComplaint } from './verdict.ts'

/** The service's own headers: proxies may add others. */
const OUR_HEADERS = [...new Set([COMMON_HEADERS, PAGE_HEADERS, HEADERS].flatMap(Object.keys))]
const LINK_TO_ITSELF = /<([^>]*)>; rel="(?:self|canonical)"/g

/** Lists what is wrong, in a few words each. */
export async function judgeRow(service: Service, row: Row): Promise<string[]> {
  const { method = 'GET', path, headers = {}, status, body } = row
  const response = await service.ask(path, { method, headers })
  const text = await response.clone().text()
  const found = response.status
  const [expected, ...others] = [status].flat()
  const isRight = found === expected || others.includes(found)
  return [
    ...(isRight ? [] : [`status ${found}, not ${status}: ${text.slice(0, 200)}`]),
    ...judgeDocumented(service, row, response, text),
    ...judgeHeaders(service.origin, response.headers, found === expected ? row.has : undefined),
    ...(body === undefined || body.test(text) ? [] : [`body is not like ${body}: ${text.slice(0, 300)}`]),
    ...(method === 'GET' ? await judgeRepetition(service, row, response) : []),
  ]
}

/** Skips paths that no client should send, because they are undocumented. */
function judgeDocumented({ contract }: Service, row: Row, response: Response, text: string): string[] {
  const { method = 'GET', path, headers = {}, isUndocumented } = row
  if (isUndocumented) return []
  const asked = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const request = { method, address: path, headers: asked, path: path.replace(/\?.*/, '') }
  return [findComplaint(contract, request, response, text)].filter((complaint) => complaint !== undefined)
}

function judgeHeaders(origin: string, headers: Headers, expected: Row['has'] = {}): string[] {
  const isPage = headers.get('Content-Type')?.startsWith('text/html') ?? false
  const urls = [
    ...[...(headers.get('Link') ?? '').matchAll(LINK_TO_ITSELF)].map(([, href = '']) => href),
    headers.get('Location') ?? origin,
    headers.get('Content-Location') ?? origin,
  ]
  const all = { ...COMMON_HEADERS, 'X-Stale': null, 'Set-Cookie': null, ...expected }
  return [
    ...Object.entries(all).flatMap(([name, value]) => judgeHeader(headers, name, value)),
    ...Object.keys(isPage ? PAGE_HEADERS : {})
      .filter((name) => !headers.has(name))
      .map((name) => `no ${name}`),
    ...urls.filter((href) => !href.startsWith(origin)).map((href) => `leads to ${href}`),
  ]
}

function judgeHeader(headers: Headers, name: string, expected: string | RegExp | null): string[] {
  const found = headers.get(name)
  const isRight = expected instanceof RegExp ? found !== null && expected.test(found) : found === expected
  return isRight ? [] : [`${name} is ${found}, not ${expected}`]
}

/** Checks that HEAD has the same headers, and that the strong ETag and its weak form give a 304 without a body (RFC 9110, 15.4.5). */
async function judgeRepetition({ ask }: Service, { path, headers }: Row, full: Response): Promise<string[]> {
  const head = await ask(path, { method: 'HEAD', ...(headers && { headers }) })
  const complaints = [
    ...(head.status === full.status ? [] : [`status ${head.status} for HEAD`]),
    ...((await head.text()) === '' ? [] : ['HEAD has a body']),
    ...compareHeaders('HEAD', head, full),
  ]
  if (!full.ok || full.headers.get('Cache-Control') === 'no-store') return complaints
  const tag = full.headers.get('ETag')
  if (!tag?.startsWith('"')) return [...complaints, `ETag is ${tag}, which is not strong`]
  for (const field of [tag, `W/${tag}`]) {
    const again = await ask(path, { headers: { ...headers, 'If-None-Match': field } })
    const body = await again.text()
    if (again.status !== 304 || body !== '') complaints.push(`status ${again.status} for its own tag ${field}`)
    complaints.push(...compareHeaders('304', again, full))
  }
  return [...new Set(complaints)]
}

function compareHeaders(kind: string, { headers }: Response, full: Response): string[] {
  return OUR_HEADERS.filter((name) => readHeader(headers, name) !== readHeader(full.headers, name)).map(
    (name) => `${kind} has another ${name}`,
  )
}

/** Reads a header. Drops Accept-Encoding from Vary, which a compressing proxy adds only to some responses. */
function readHeader(headers: Headers, name: string): string {
  const value = headers.get(name) ?? ''
  if (name !== 'Vary') return value
  return value
    .toLowerCase()
    .split(/,\s*/)
    .filter((field) => field !== 'accept-encoding')
    .join()
}
