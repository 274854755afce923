/** What every address owes its reader: the document's word kept, caching, revalidation, HEAD, headers that protect. */

import { COMMON_HEADERS, IMMUTABLE, NO_STORE, PINNED, revalidatedCacheControl } from '../../worker/http/response.ts'
import { PAGE_HEADERS } from '../../worker/http/security-headers.ts'
import { HEADERS, type Operation } from '../../worker/openapi/operation.ts'
import { findComplaint } from '../http/verdict.ts'
import type { LiveService } from './service.ts'

/** Ours: what stands between may add others. */
const OUR_HEADERS = [COMMON_HEADERS, PAGE_HEADERS, HEADERS].flatMap(Object.keys)
const LINK_TO_ITSELF = /<([^>]*)>; rel="(?:self|canonical)"/g

/** What is wrong with the answers at the address, in a few words each. */
export async function judgeAddress(
  service: LiveService,
  operation: Operation,
  address: string,
  freshSeconds: number,
): Promise<string[]> {
  const response = await service.ask(address)
  const body = await response.clone().text()
  const request = { method: 'GET', address, headers: {}, path: address.replace(/\?.*/, '') }
  return [
    ...judgeStatus(operation, response),
    findComplaint(service.contract, request, response, body),
    ...judgeHeaders(service.origin, response),
    ...(response.status < 400 ? judgeCaching(operation, response, freshSeconds) : []),
    ...(response.ok && operation.caching !== 'no-store' ? await judgeRevalidation(service, address, response) : []),
    ...(await judgeHead(service, address, response)),
  ].filter((complaint) => complaint !== undefined)
}

/** 410 is right as well where something was withdrawn since the release: see `FORMAT` in files.ts. */
function judgeStatus({ content, statuses }: Operation, { status }: Response): string[] {
  const isExpected = status === (content ? 200 : 302) || (status === 410 && statuses.includes(410))
  return isExpected ? [] : [`status ${status}`]
}

function judgeHeaders(origin: string, { headers }: Response): string[] {
  const isPage = headers.get('Content-Type')?.startsWith('text/html') ?? false
  const stale = headers.get('X-Stale')
  const addresses = [
    ...[...(headers.get('Link') ?? '').matchAll(LINK_TO_ITSELF)].map(([, href = '']) => href),
    headers.get('Location') ?? origin,
    headers.get('Content-Location') ?? origin,
  ]
  return [
    ...Object.entries(COMMON_HEADERS)
      .filter(([name, value]) => headers.get(name) !== value)
      .map(([name]) => `${name} is ${headers.get(name)}`),
    ...Object.keys(isPage ? PAGE_HEADERS : {})
      .filter((name) => !headers.has(name))
      .map((name) => `no ${name}`),
    ...(stale === null ? [] : [`an older copy: ${stale}`]),
    ...addresses.filter((href) => !href.startsWith(origin)).map((href) => `leads to ${href}`),
  ]
}

function judgeCaching({ caching }: Operation, { headers }: Response, freshSeconds: number): string[] {
  const expected = {
    revalidated: revalidatedCacheControl(freshSeconds),
    pinned: PINNED,
    immutable: IMMUTABLE,
    'no-store': NO_STORE,
  }[caching]
  const found = headers.get('Cache-Control')?.replace(/, no-transform$/, '')
  return found === expected ? [] : [`Cache-Control is ${found}, not ${expected}`]
}

async function judgeRevalidation({ ask }: LiveService, address: string, full: Response): Promise<string[]> {
  const tag = full.headers.get('ETag')
  if (!tag?.startsWith('"')) return [`ETag is ${tag}, which is not strong`]
  const complaints: string[] = []
  for (const field of [tag, `W/${tag}`]) {
    const response = await ask(address, { headers: { 'If-None-Match': field } })
    const body = await response.text()
    if (response.status !== 304 || body !== '') complaints.push(`status ${response.status} for its own tag ${field}`)
    complaints.push(...compareHeaders('304', response, full))
  }
  return [...new Set(complaints)]
}

async function judgeHead({ ask }: LiveService, address: string, full: Response): Promise<string[]> {
  const head = await ask(address, { method: 'HEAD' })
  return [
    ...(head.status === full.status ? [] : [`status ${head.status} for HEAD`]),
    ...((await head.text()) === '' ? [] : ['HEAD has a body']),
    ...compareHeaders('HEAD', head, full),
  ]
}

function compareHeaders(kind: string, { headers }: Response, full: Response): string[] {
  return OUR_HEADERS.filter((name) => readHeader(headers, name) !== readHeader(full.headers, name)).map(
    (name) => `${kind} has another ${name}`,
  )
}

/** What compresses on the way says so in Vary, where there is something to compress. */
function readHeader(headers: Headers, name: string): string {
  const value = headers.get(name) ?? ''
  if (name !== 'Vary') return value
  return value
    .toLowerCase()
    .split(/,\s*/)
    .filter((field) => field !== 'accept-encoding')
    .join()
}
