/** The workflows: valid by GitHub's own parser, with each action pinned to a commit and each command a script of this project. */
import { glob, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readManifest } from './packages.ts'

const GITHUB = fileURLToPath(new URL('../../../.github/', import.meta.url))
const ACTION = /^(?:\.\/|[\w-]+\/[\w-]+@[0-9a-f]{40}$)/
/** What a step may run besides npm: tools that GitHub's runners have. */
const COMMAND = /^(?:npm (?:ci|audit|test)|npm run (?:-s )?(?<script>[\w:-]+)|gh release create|install -m 600)/
const MAX_LINES = 50

interface Step {
  uses?: string
  run?: string
}

interface Workflow {
  permissions?: Record<string, string>
  jobs?: Record<string, { steps: Step[] }>
  runs?: { steps: Step[] }
}

let texts: Record<string, string>

beforeAll(async () => {
  texts = {}
  for await (const path of glob('**/*.yml', { cwd: GITHUB })) texts[path] = await readFile(GITHUB + path, 'utf8')
})

const listWorkflows = () => Object.entries(texts).filter(([path]) => path.startsWith('workflows/'))

/** Lists the errors that GitHub would report. */
const lint = (name: string, content: string) =>
  parseWorkflow({ name, content }, new NoOperationTraceWriter())
    .context.errors.getErrors()
    .map(({ message }) => message)

it('are valid', () => {
  expect(listWorkflows().map(([path]) => path)).toContain('workflows/check.yml')
  for (const [path, text] of listWorkflows()) expect(lint(path, text), path).toEqual([])
})

it.each([
  ['an unknown key', 'on: push\njobs:\n  a:\n    runs-on: x\n    step: []\n'],
  [
    'an expression that does not end',
    'on: push\njobs:\n  a:\n    runs-on: $' + '{{ vars.X }\n    steps: [{ run: a }]\n',
  ],
  ['an unknown event', 'on: pushed\njobs:\n  a:\n    runs-on: x\n    steps: [{ run: a }]\n'],
])('are invalid with %s', (_, text) => {
  expect(lint('workflows/a.yml', text)).not.toEqual([])
})

describe('each', () => {
  it('pins actions to a commit, and runs existing scripts', async () => {
    const { scripts } = await readManifest()
    for (const [path, text] of Object.entries(texts)) {
      const { jobs = {}, runs } = parse(text) as Workflow
      for (const { uses, run } of [...Object.values(jobs), ...(runs ? [runs] : [])].flatMap(({ steps }) => steps)) {
        if (uses !== undefined) expect(uses, path).toMatch(ACTION)
        if (run === undefined) continue
        const command = COMMAND.exec(run)
        expect(command, `${path}: ${run}`).not.toBeNull()
        const script = command?.groups?.script
        if (script !== undefined) expect(scripts, path).toHaveProperty([script])
      }
    }
  })

  it('declares the permissions of its token, and is short', () => {
    for (const [path, text] of listWorkflows()) {
      expect((parse(text) as Workflow).permissions, path).toHaveProperty('contents')
      expect(text.split('\n').length, path).toBeLessThan(MAX_LINES)
    }
  })
})
