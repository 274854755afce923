import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Command, report, UsageError } from './command.ts'
import { createKeyFile } from './key-file.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export const keygen: Command = {
  usage: 'keygen FILE',
  maxWords: 1,
  summary: 'make a key to sign with: the private half into a file of its own, the public half for the Worker',
  options: { json: { type: 'boolean' } },
  run: async ([file], options) => {
    if (file === undefined || !relative(ROOT, resolve(file)).startsWith('..'))
      throw new UsageError('the file for the key is to be named, and outside this repository: a key is never committed')
    const publicKey = await createKeyFile(file)
    report(
      options,
      { file, publicKey },
      `${file} has the key: keep a copy where nobody else reads it, and never commit it.
In wrangler.toml, under the vars of one environment, before any key that is there:
PUBLISHER_KEYS = "${publicKey}"`,
    )
    return 0
  },
}
