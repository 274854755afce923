/** The deployed configuration: wrangler.toml validated by wrangler's own schema, in each environment. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { experimental_readRawConfig, unstable_readConfig } from 'wrangler'
import { CONFIGURATION } from '../../data/store/kv-local.ts'

const SCHEMA = fileURLToPath(new URL('../../node_modules/wrangler/config-schema.json', import.meta.url))

it('wrangler.toml is valid by the schema that wrangler publishes', () => {
  const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'))
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema)
  const { rawConfig } = experimental_readRawConfig({ config: CONFIGURATION })
  expect(validate(rawConfig) ? [] : validate.errors).toEqual([])
})

describe.each(['', 'staging'])('the environment “%s”', (env) => {
  const config = unstable_readConfig({ config: CONFIGURATION, env })

  it('enables the cache, a CPU limit and source maps', () => {
    expect(config.cache).toMatchObject({ enabled: true })
    expect(config.limits?.cpu_ms).toBeGreaterThanOrEqual(50)
    expect(config.upload_source_maps).toBe(true)
  })

  it('serves the static files that pages load, and nothing else', () => {
    const { run_worker_first: first } = config.assets ?? {}
    expect(first).toContain('/worker/*')
    expect((first as string[]).filter((pattern) => pattern.startsWith('/assets') || pattern === '/*')).toEqual([])
  })
})
