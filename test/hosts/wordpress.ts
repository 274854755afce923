/** Debian's WordPress with posts, in its own folder and on its own port; its database listens only on a socket file. */
import { execFile } from 'node:child_process'
import { copyFile, glob, mkdir, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findFreePort } from '../../worker/dev/port.ts'
import { end, findProgram, run } from '../cross-browser/program.ts'
import { until } from '../cross-browser/until.ts'

const execute = promisify(execFile)

const SETTINGS = fileURLToPath(new URL('wordpress/', import.meta.url))
/** Debian's package, unpacked: installing it would add a web server that starts by itself. */
const PACKAGE = fileURLToPath(new URL('../../.build/wordpress/', import.meta.url))
const WORDPRESS = join(PACKAGE, 'usr/share/wordpress')
const START_TIMEOUT_MS = 30_000

export interface WordPress {
  /** The URL of each post, in the given order. */
  urls: string[]
  close: () => Promise<void>
}

/** Starts WordPress. `posts` are the contents as an author types them; `facts` is the origin that they embed from. */
export async function startWordPress(posts: string[], facts: string): Promise<WordPress> {
  await unpackWordPress()
  const folder = await mkdtemp(join(tmpdir(), 'wordpress-'))
  const socket = join(folder, 'database.sock')
  const database = await startDatabase(folder, socket)
  const url = `http://127.0.0.1:${await findFreePort(0)}`
  const settings = {
    DB_NAME: 'wordpress',
    DB_USER: 'root',
    DB_HOST: `localhost:${socket}`,
    DB_SOCKET: socket,
    WP_HOME: url,
    WP_SITEURL: url,
    WP_CONTENT_DIR: join(SETTINGS, 'content'),
    FACTS_PORT: new URL(facts).port,
    // While a page is made, it requests the page that it embeds.
    PHP_CLI_SERVER_WORKERS: '2',
  }
  const { stdout } = await execute('php', [join(SETTINGS, 'install.php'), WORDPRESS, ...posts], {
    env: { ...process.env, ...settings },
  })
  const server = run('php', ['-S', url.replace('http://', ''), '-t', WORDPRESS], settings)
  await until('WordPress answers', START_TIMEOUT_MS, async () => (await fetch(`${url}/readme.html`)).ok)
  const ids = JSON.parse(stdout.slice(stdout.lastIndexOf('['))) as number[]
  return {
    urls: ids.map((id) => `${url}/?p=${id}`),
    close: async () => {
      await end(server)
      await end(database)
    },
  }
}

async function unpackWordPress(): Promise<void> {
  const isThere = await readFile(join(WORDPRESS, 'wp-load.php')).catch(() => undefined)
  if (!isThere) {
    await mkdir(PACKAGE, { recursive: true })
    await execute('apt-get', ['download', '-qq', 'wordpress'], { cwd: PACKAGE })
    for await (const file of glob('*.deb', { cwd: PACKAGE }))
      await execute('dpkg-deb', ['-x', file, '.'], { cwd: PACKAGE })
  }
  await copyFile(join(SETTINGS, 'wp-config.php'), join(WORDPRESS, 'wp-config.php'))
}

async function startDatabase(folder: string, socket: string) {
  const data = join(folder, 'data')
  const common = ['--no-defaults', `--datadir=${data}`, '--user=root']
  await execute('mariadb-install-db', [...common, '--auth-root-authentication-method=normal', '--skip-test-db'])
  const database = run(findProgram(['mariadbd', '/usr/sbin/mariadbd']), [
    ...common,
    `--socket=${socket}`,
    `--pid-file=${join(folder, 'database.pid')}`,
    '--skip-networking',
    '--innodb-flush-log-at-trx-commit=0',
  ])
  await until('the database answers', START_TIMEOUT_MS, async () =>
    execute('php', ['-r', 'exit((int) !@mysqli_connect(null, "root", "", "", 0, $argv[1]));', socket]),
  )
  return database
}
