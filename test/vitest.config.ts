/**
 * Tests by runtime: rules in Node, the Worker in workerd, the API with other clients, the box in a browser; and the pages, which
 * take longer and are a separate suite (`npm run test:site`).
 */
import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { useTemporaryFolder } from './fixtures/temporary-folder.ts'

useTemporaryFolder()

// Processes that tests start compile wrangler and the sources only once.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../.build/node-cache/', import.meta.url))

// Builds the Worker's inputs here, so that every way to run a test uses the current source.
execFileSync(process.execPath, ['worker/build/prepare.ts'], { stdio: 'inherit' })

/** For a machine with two cores that runs all of them together, and other work; what hangs still ends. */
const TIMEOUTS = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } }

/** Some packages name source maps that they do not contain: Vite would warn about each file. */
const withoutSourceMaps = {
  name: 'without-source-maps',
  enforce: 'pre' as const,
  async load(id: string) {
    if (!/node_modules\/(?:@actions|feed)\/.*\.js$/.test(id)) return
    return (await readFile(id, 'utf8')).replace(/^\/\/# sourceMappingURL=.*/gm, '')
  },
}

const SLOW = [
  'test/http/{abuse/crowd,purge}.test.ts',
  'test/unit/{runbook,verify-command}.test.ts',
  'test/desk/{desk,hostile,keyboard,releases,states,tabs}.test.ts',
  'test/widget/{accessibility,guarantees}.test.ts',
  'test/smoke/*.test.ts',
  'test/system/{ci,cli,killed,ship,size,start,unusual-folders,verify-page}.test.ts',
]

export default defineConfig({
  test: {
    // Uses every core, where the default leaves one free: much of the work is in other processes, which wait for each other.
    maxWorkers: '100%',
    // Most of the Worker's logs here are about faults that tests cause: shown only where a test fails.
    silent: 'passed-only',
    projects: [
      {
        plugins: [withoutSourceMaps],
        test: {
          name: 'unit',
          include: ['test/{unit,fault-injection}/**/*.test.ts', 'test/desk/{access,edits,files,findings}.test.ts'],
          exclude: ['**/node_modules/**', ...SLOW],
          // It imports JSON in a way that only a bundler allows.
          server: { deps: { inline: [/@actions/] } },
          ...TIMEOUTS,
        },
      },
      {
        plugins: [
          withoutSourceMaps,
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: { PUBLIC_ORIGIN: 'https://facts.example', FRESH_SECONDS: 60, PUBLISHER_KEYS: '' },
              // For Vitest: the Worker itself is without Node's APIs.
              compatibilityFlags: ['enable_nodejs_inspector_module'],
            },
          }),
        ],
        test: { name: 'worker', include: ['test/worker/**/*.test.ts'], ...TIMEOUTS },
      },
      {
        test: {
          name: 'http',
          include: ['test/http/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...SLOW],
          globalSetup: ['test/http/setup.ts'],
          ...TIMEOUTS,
        },
      },
      {
        // Slower, so separate: the site, the box for every reader, and commands that run one after the other.
        test: {
          name: 'site',
          include: ['test/site/**/*.test.ts', ...SLOW],
          globalSetup: ['test/site/setup.ts', 'test/http/setup.ts'],
          ...TIMEOUTS,
        },
      },
      {
        test: {
          name: 'hosts',
          include: ['test/hosts/*.test.ts'],
          globalSetup: ['test/hosts/install.ts', 'test/http/setup.ts'],
          ...TIMEOUTS,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/widget/**/*.test.ts', 'test/system/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...SLOW],
          ...TIMEOUTS,
        },
      },
      { test: { name: 'cross-browser', include: ['test/cross-browser/*.test.ts'], ...TIMEOUTS } },
    ],
  },
})
