/** The OpenAPI document: valid by two validators, with accurate parameters and schemas. Worker tests compare its routes. */

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import type { ItemList, Problem, TopicRow } from '../../data/schema/api.ts'
import { OPERATIONS } from '../../worker/openapi/operations/index.ts'
import { PARAMETERS } from '../../worker/query/parameters.ts'
import { type Contract, readContract } from './contract.ts'
import { TOPIC } from './topic.ts'

/** The document that the build wrote. */
const DOCUMENT_FILE = fileURLToPath(new URL('../../.build/assets/worker/openapi.json', import.meta.url))

const origin = inject('origin')
let contract: Contract

beforeAll(async () => {
  contract = await readContract(origin)
})

describe('the document', () => {
  it('passes redocly’s recommended rules without an error or a warning', async () => {
    const { stdout } = await promisify(execFile)(
      'npx',
      ['--no-install', 'redocly', 'lint', DOCUMENT_FILE, '--extends', 'recommended', '--format', 'json'],
      { env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } },
    )
    expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0 }, problems: [] })
  })

  it('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(
      structuredClone(contract.document) as unknown as Record<string, unknown>,
    )
    expect(result).toMatchObject({ valid: true })
  })
})

describe('what is served and what is documented', () => {
  it('have the same parameters', () => {
    const tables: Record<string, object> = PARAMETERS
    for (const { path, parameters } of contract.routes) {
      const documented = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
      const names = Object.keys(tables[path.replace(/\/releases\/\{release\}(?!\/changes)/, '')] ?? {})
      // The URL of a release already fixes the time.
      const taken = names.filter((name) => name !== 'at' || !path.includes('/releases/{release}'))
      expect(documented.sort(), path).toEqual(taken.sort())
    }
    const paths = contract.routes.map(({ path }) => path)
    expect(Object.keys(tables).filter((path) => !paths.includes(path))).toEqual([])
  })

  it('agree, route by route, on the examples of the parameters', async () => {
    const requests = contract.routes.flatMap(({ path, parameters }) =>
      parameters
        .filter((parameter) => parameter.in === 'query')
        .map(({ name, example }) => ({
          address: `${path.replace('{topic}', TOPIC).replace('{release}', '1')}`,
          name,
          example,
        })),
    )
    for (const { address, name, example } of requests.filter(({ example }) => example !== undefined)) {
      // To be ordered by relevance, a list must be searched.
      const others = example === 'relevance' ? '&q=iraq' : ''
      const response = await fetch(`${origin}${address}?${name}=${encodeURIComponent(String(example))}${others}`)
      const problem = response.ok ? { errors: [] } : ((await response.json()) as { errors?: { parameter: string }[] })
      expect(problem.errors?.filter(({ parameter }) => parameter === name) ?? [], `${address} ${name}`).toEqual([])
    }
  })
})

describe('a wrong query', () => {
  const read = async (path: string, query: string) => {
    const address = path.replace('{topic}', TOPIC).replace(/\{\w+\}/g, '1')
    const response = await fetch(`${origin}${address}?${query}`, { redirect: 'manual' })
    const isProblem = response.headers.get('Content-Type') === 'application/problem+json'
    const { errors = [], detail = '' } = isProblem ? ((await response.json()) as Problem) : {}
    return { status: response.status, location: response.headers.get('Location'), errors, detail, address }
  }
  const queryOf = (path: string) =>
    contract.routes
      .find((route) => route.path === path)
      ?.parameters.filter((parameter) => parameter.in === 'query')
      .map(({ name }) => name) ?? []

  it('to a strict route is a 400 that names the parameter and what is allowed', async () => {
    const strict = OPERATIONS.filter(({ unknownParameters = 'refuse' }) => unknownParameters === 'refuse')
    expect(strict.map(({ path }) => path)).toContain('/snippet')
    for (const { path } of strict) {
      const names = queryOf(path)
      const { status, detail } = await read(path, 'colour=red')
      const allowed = /`colour` is unknown.* Allowed parameters: (.*)\.$/.exec(detail)?.[1]
      expect([status, allowed?.split(', ').sort()], path).toEqual([400, names.length > 0 ? names.sort() : ['none']])
      for (const name of names) {
        const { errors } = await read(path, `${name}=`)
        const error = errors.find(({ parameter }) => parameter === name)
        expect(error?.detail, `${path} ${name}`).toMatch(/must be |must contain |allowed: |each value /)
      }
    }
  })

  it('to a page or a script redirects to the URL without it, and is ignored by a frame', async () => {
    for (const { path, unknownParameters, dropsWrongValues } of OPERATIONS) {
      if (unknownParameters !== 'redirect' && !dropsWrongValues) continue
      for (const name of ['colour', ...queryOf(path)]) {
        const { status, location, address } = await read(path, `${name}=`)
        const expected = dropsWrongValues ? [200, null] : [308, `${origin}${address}`]
        expect([status, location], `${path} ${name}`).toEqual(expected)
      }
    }
  })
})

describe('the examples of answers', () => {
  it('name every entry point', async () => {
    const answer = contract.document.paths['/v1']?.get.responses['200'] as
      | { content: Record<string, { example: object }> }
      | undefined
    expect(answer?.content['application/json']?.example).toEqual(await (await fetch(`${origin}/v1`)).json())
  })
})

describe('the JSON Schemas', () => {
  it('are self-contained, and validate the responses that name them', async () => {
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    for (const name of Object.keys(contract.document.components.schemas)) {
      const response = await fetch(`${origin}/v1/schemas/${name}.json`)
      expect(response.headers.get('Content-Type'), name).toBe('application/schema+json')
      const schema = (await response.json()) as { $id: string }
      expect(schema.$id).toBe(`${origin}/v1/schemas/${name}.json`)
      ajv.addSchema(schema)
    }
    const { items: rows } = (await (await fetch(`${origin}/v1/topics`)).json()) as ItemList<TopicRow>
    const addresses = rows.flatMap(({ id }) =>
      ['', '/box', '/events', '/statements?limit=2', '/releases/1/changes'].map((path) => `/v1/topics/${id}${path}`),
    )
    for (const address of ['/v1/topics', '/v1/events', '/v1/articles', ...addresses]) {
      const response = await fetch(`${origin}${address}`)
      const schema = response.headers.get('Link')?.match(/<([^>]*\/v1\/schemas\/[^>]+)>; rel="describedby"/)?.[1]
      expect(schema, address).toBeDefined()
      expect(ajv.validate(schema ?? '', await response.json()), `${address}: ${ajv.errorsText()}`).toBe(true)
    }
  })

  it('also form one document of absolute URLs, with patterns that any regex engine reads', async () => {
    const response = await fetch(`${origin}/v1/schemas.json`)
    const bundle = (await response.json()) as { $id: string; $defs: Record<string, object> }
    expect([response.headers.get('Content-Type'), bundle.$id]).toEqual([
      'application/schema+json',
      `${origin}/v1/schemas.json`,
    ])
    const { schemas } = contract.document.components
    expect(Object.keys(bundle.$defs)).toEqual(Object.keys(schemas))
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    ajv.addSchema(bundle)
    const topic = await (await fetch(`${origin}/v1/topics/${TOPIC}`)).json()
    expect(ajv.validate({ $ref: `${bundle.$id}#/$defs/Topic` }, topic), ajv.errorsText()).toBe(true)
    // Valid in ECMA-262 without the `u` flag, Python, Go and Java: no property escapes, lookarounds, `\u` or `\/`.
    const patterns = [...JSON.stringify(contract.document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
      ([, text = '']) => JSON.parse(text) as string,
    )
    expect(patterns.length).toBeGreaterThan(5)
    expect(patterns.filter((pattern) => /\\[pPu]|\(\?[=!<]/.test(pattern))).toEqual([])
    for (const pattern of patterns) expect(() => [new RegExp(pattern), new RegExp(pattern, 'u')]).not.toThrow()
  })

  it('do not exist under other names', async () => {
    for (const name of ['Nope', 'constructor', '__proto__', 'toString']) {
      expect((await fetch(`${origin}/v1/schemas/${name}.json`)).status, name).toBe(404)
    }
  })
})
