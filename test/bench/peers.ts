/** The same response from other servers. nginx is measured where it is installed. */
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findFreePort } from '../../worker/dev/port.ts'
import type { Answer } from './answers.ts'
import { type Pinned, SERVER_CORE, startPinned } from './processes.ts'

const PROCESS = fileURLToPath(new URL('peer-process.ts', import.meta.url))
export const NGINX = '/usr/sbin/nginx'
const NGINX_PORT = 8950

export interface Peer extends Pinned {
  origin: string
}

export const PEERS = ['Express 5', 'Fastify', 'nginx'] as const

/** Starts the servers, by name; one that is not installed is absent. */
export async function startPeers(
  path: string,
  answer: Answer,
): Promise<Record<(typeof PEERS)[number], Peer | undefined>> {
  return {
    'Express 5': await startFramework('express', path, answer),
    Fastify: await startFramework('fastify', path, answer),
    nginx: existsSync(NGINX) ? await startNginx(path, answer) : undefined,
  }
}

async function startFramework(name: string, path: string, { headers, body }: Answer): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-bench-'))
  await writeFile(join(folder, 'body'), body)
  await writeFile(join(folder, 'answer.json'), JSON.stringify({ path, headers }))
  const pinned = startPinned(SERVER_CORE, [process.execPath, PROCESS, name, folder], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const [port] = await once(pinned.child, 'message')
  return { ...pinned, origin: `http://127.0.0.1:${port}` }
}

/** Starts one nginx process without a log. nginx sets type, length, age and ETag of a file itself. */
async function startNginx(path: string, { headers, body }: Answer): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'fact-box-bench-'))
  const port = await findFreePort(NGINX_PORT)
  await mkdir(join(folder, dirname(path)), { recursive: true })
  await writeFile(join(folder, path), body)
  const own = ['content-type', 'content-length', 'last-modified', 'etag']
  const added = Object.entries(headers).filter(([name]) => !own.includes(name))
  const config = `daemon off; master_process off; pid ${folder}/pid; error_log stderr crit;
events {}
http {
  access_log off; keepalive_requests 1000000000; open_file_cache max=10; default_type ${headers['content-type']};
  client_body_temp_path ${folder}/temp; proxy_temp_path ${folder}/temp; fastcgi_temp_path ${folder}/temp;
  uwsgi_temp_path ${folder}/temp; scgi_temp_path ${folder}/temp;
  server {
    listen 127.0.0.1:${port}; root ${folder}; sendfile on; tcp_nopush on;
    ${added.map(([name, value]) => `add_header ${name} ${JSON.stringify(value)};`).join('\n    ')}
  }
}
`
  await writeFile(join(folder, 'nginx.conf'), config)
  const pinned = startPinned(SERVER_CORE, [NGINX, '-e', 'stderr', '-c', join(folder, 'nginx.conf')])
  const origin = `http://127.0.0.1:${port}`
  await untilAnswered(origin + path)
  return { ...pinned, origin }
}

async function untilAnswered(address: string): Promise<void> {
  for (const until = Date.now() + 5_000; ; ) {
    try {
      await (await fetch(address)).arrayBuffer()
      return
    } catch (error) {
      if (Date.now() > until) throw error
    }
  }
}
