import { relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Command, report, TOPIC_OPTIONS, UsageError } from './command.ts'
import { createKeyFile } from './key-file.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

export const keygen: Command = {
  usage: 'keygen FILE',
  maxWords: 1,
  summary: 'create a key pair for signing: the private key goes into FILE, the public key is printed',
  options: { json: TOPIC_OPTIONS.json },
  run: async ([file], options) => {
    if (file === undefined || !relative(ROOT, resolve(file)).startsWith('..'))
      throw new UsageError('a file outside this repository is needed: a key is never committed')
    const publicKey = await createKeyFile(file)
    report(
      options,
      { file, publicKey },
      `${file} has the private key: keep a copy where nobody else can read it, and never commit it.
Put the public key into wrangler.toml, under the vars of one environment, before any existing key:
PUBLISHER_KEYS = "${publicKey}"`,
    )
    return 0
  },
}
