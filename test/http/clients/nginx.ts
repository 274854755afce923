/** Debian's nginx in front, with gzip and a cache: clients with and without gzip get the same bytes, in either order. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { findFreePort } from '../../../worker/dev/port.ts'
import type { Client } from './client.ts'

const PORT = 8970
const TOPIC = 'us-iran-iraq-talks'
const PATHS = [
  `/v1/topics/${TOPIC}`,
  `/v1/topics/${TOPIC}/statements.csv`,
  `/v1/topics/${TOPIC}.md`,
  `/embed/${TOPIC}.js`,
  `/topics/${TOPIC}`,
  '/widget.js',
]

export const nginx: Client = async ({ origin, folder }) => {
  const port = await findFreePort(PORT)
  await mkdir(join(folder, 'cache'))
  const config = join(folder, 'nginx.conf')
  await writeFile(config, configure(folder, port, origin))
  const server = spawn('nginx', ['-c', config, '-p', folder, '-e', 'stderr'], { stdio: 'ignore' })
  try {
    await waitUntilReachable(port)
    let compared = 0
    // The first request decides what the cache stores first.
    for (const [index, path] of PATHS.entries()) {
      const direct = await get(new URL(origin), path, 'identity')
      const codings = index % 2 === 0 ? ['gzip', 'identity'] : ['identity', 'gzip']
      for (const coding of [...codings, ...codings]) {
        const { body, headers } = await get(new URL(`http://127.0.0.1:${port}`), path, coding)
        const isCoded = headers['content-encoding'] === 'gzip'
        if (isCoded && coding === 'identity') return `${path} is compressed for a client that takes no gzip`
        if (!isCoded && coding === 'gzip') return `${path} is not compressed for a client that takes gzip`
        if (!(isCoded ? gunzipSync(body) : body).equals(direct.body)) return `${path} has other bytes with ${coding}`
        if (!/accept-encoding/i.test(String(headers.vary))) return `${path} has Vary: ${headers.vary}`
        compared++
      }
    }
    return `ok ${compared} responses, each with the right bytes`
  } finally {
    server.kill('SIGTERM')
    await once(server, 'close')
  }
}

function configure(folder: string, port: number, origin: string): string {
  // As root, nginx would give its files to another user.
  const user = process.getuid?.() === 0 ? 'user root;' : ''
  return `${user} daemon off; pid ${folder}/nginx.pid; error_log /dev/null;
worker_processes 1;
events {}
http {
  access_log off;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  proxy_cache_path ${folder}/cache keys_zone=facts:1m;
  gzip on; gzip_vary on; gzip_proxied any; gzip_min_length 0;
  gzip_types application/json application/ld+json text/csv text/markdown text/javascript;
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass ${origin}; proxy_cache facts; proxy_cache_valid 200 60s; proxy_http_version 1.1; }
  }
}
`
}

async function get(origin: URL, path: string, coding: string) {
  const asked = request(new URL(path, origin), { headers: { 'Accept-Encoding': coding } }).end()
  const [response] = await once(asked, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { headers: response.headers as Record<string, string | undefined>, body: Buffer.concat(chunks) }
}

async function waitUntilReachable(port: number): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await get(new URL(`http://127.0.0.1:${port}`), '/healthz', 'identity')
      return
    } catch (error) {
      if (attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
