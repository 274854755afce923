/** Whether a response is what a row of the table says; and what follows for every 200 with a tag: 304, HEAD, CORS. */
import type { Ask } from './described-service.ts'
import { ALWAYS, type Row } from './table.ts'

/** What is wrong, in a few words each. */
export async function judgeRow(ask: Ask, row: Row): Promise<string[]> {
  const { method, path, headers, status, has = {}, body } = row
  const response = await ask(path, { ...(method && { method }), ...(headers && { headers }) })
  const text = await response.text()
  return [
    ...(response.status === status ? [] : [`status ${response.status}, not ${status}: ${text.slice(0, 200)}`]),
    ...Object.entries({ ...ALWAYS, ...has }).flatMap(([name, expected]) =>
      judgeHeader(response.headers, name, expected),
    ),
    ...(body === undefined || body.test(text) ? [] : [`body is not like ${body}: ${text.slice(0, 300)}`]),
    ...(status === 200 && method === undefined ? await judgeRepetition(ask, row, response) : []),
  ]
}

function judgeHeader(headers: Headers, name: string, expected: string | RegExp | null): string[] {
  const found = headers.get(name)
  const isRight = expected instanceof RegExp ? found !== null && expected.test(found) : found === expected
  return isRight ? [] : [`${name} is ${found}, not ${expected}`]
}

/** Those of a 304, as of the whole (RFC 9110, 15.4.5), with what CORS needs. */
const KEPT = ['ETag', 'Cache-Control', 'Content-Location', 'Vary', 'Link', 'X-Release', 'Access-Control-Allow-Origin']

/** Its own tag is 304 without a body; HEAD has the same headers. */
async function judgeRepetition(ask: Ask, { path, headers }: Row, full: Response): Promise<string[]> {
  const tag = full.headers.get('ETag')
  if (tag === null) return full.headers.get('Cache-Control') === 'no-store' ? [] : ['no ETag']
  const again = await ask(path, { headers: { ...headers, 'If-None-Match': `"other", W/${tag}` } })
  const head = await ask(path, { method: 'HEAD', ...(headers && { headers }) })
  const different = (kind: string, other: Response, names: string[]) =>
    names
      .filter((name) => other.headers.get(name) !== full.headers.get(name))
      .map((name) => `${kind} has ${name}: ${other.headers.get(name)}, not ${full.headers.get(name)}`)
  return [
    ...(again.status === 304 && (await again.text()) === '' ? [] : [`status ${again.status} for its own tag`]),
    ...different('304', again, KEPT),
    ...(head.status === 200 && (await head.text()) === '' ? [] : [`status ${head.status} for HEAD, or a body`]),
    ...different('HEAD', head, [...KEPT, 'Content-Type']),
  ]
}
