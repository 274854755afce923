import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, it } from 'vitest'

const WORKER = fileURLToPath(new URL('../../../worker/index.ts', import.meta.url))

it('none of what makes the formats reaches the Worker', async () => {
  const { metafile } = await build({
    entryPoints: [WORKER],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    conditions: ['workerd', 'worker', 'browser'],
    // What the widget's and the pages' own builds write.
    external: ['*-module.js', 'cloudflare:workers'],
    logLevel: 'silent',
  })
  const inputs = Object.keys(metafile.inputs)
  expect(inputs.some((path) => path.includes('data/'))).toBe(true)
  const unwanted = /data\/build\/formats|node_modules\/(?:ical-generator|feed|csv-stringify|xml-js|sax)\//
  expect(inputs.filter((path) => unwanted.test(path))).toEqual([])
})
