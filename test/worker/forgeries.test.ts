/**
 * An attacker who can write any KV value can change the words of a topic and nothing else: no script changes, no media type is
 * trusted, and data never becomes executable.
 */
import { reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createReader, ORIGIN, publish, TOPIC } from './content.ts'
import { type Forgery, forge, forgeWidget, openKv, readValues } from './forge.ts'

const EVIL = 'forgedByAnAttacker'
const CALL = `${EVIL}()`
const HTML = `<!doctype html><script>${CALL}</script>`
const BASE = `/v1/topics/${TOPIC}`
const FILES = [
  ...['', '/box', '/events', '/statements', '/articles', '/people', '/changes', '/share.png', '/releases'],
  ...['.md', '.jsonld', '/events.csv', '/statements.csv', '/events.ics', '/feed.atom', '/feed.json'],
]
const PATHS = [
  ...FILES.map((path) => BASE + path),
  ...['', '/box', '/events'].map((path) => `${BASE}/releases/2${path}`),
  `${BASE}/evil.html`,
  `${BASE}/evil.js`,
  `/topics/${TOPIC}`,
  `/topics/${TOPIC}/verify`,
  `/embed/${TOPIC}`,
  `/embed/${TOPIC}.js`,
  `/oembed?url=${encodeURIComponent(`${ORIGIN}/topics/${TOPIC}`)}`,
  '/v1/topics',
  '/widget.js',
  '/widget.mjs',
]
const CURRENT = 3
const MIDDLE = 2

/** Texts that end a script, a script element or an attribute, and links that run code. */
const TEXTS = {
  markup: `</script><script>${CALL}</script><!--<script>"'+${CALL}+'"\u2028${CALL}//<img src=x onerror=${CALL}>`,
  'a link that runs code': `javascript:${CALL}`,
}

type Change = (forgery: Forgery) => void | Promise<void>

/** Returns the same JSON with every text field replaced. */
const replaceTexts = (json: string, text: string) =>
  JSON.stringify(JSON.parse(json), (name, value) =>
    typeof value === 'string' && !/^(?:id|status|kind|genre|inLanguage|datePrecision)$/.test(name) ? text : value,
  )

const FORGERIES: Record<string, Change> = {
  ...Object.fromEntries(
    Object.entries(TEXTS).flatMap(([name, text]): [string, Change][] => [
      [
        `every text of every JSON file is ${name}`,
        async ({ manifests, putFile, readFile }) => {
          for (const release of [MIDDLE, CURRENT]) {
            for (const path of Object.keys(manifests.get(release)?.files ?? {})) {
              if (path.endsWith('.json'))
                await putFile(release, path, replaceTexts(await readFile(release, path), text))
            }
          }
        },
      ],
      [
        `every text of the ref is ${name}`,
        ({ ref }) => {
          ref.tombstones.items.ghost = { kind: 'withdrawn', date: text, reason: text }
          ref.tombstones.releases[1] = { kind: 'withdrawn', date: text, reason: text }
          ref.updated = text
        },
      ],
      [
        `every text of a manifest is ${name}`,
        ({ manifests }) => {
          for (const release of [MIDDLE, CURRENT]) {
            Object.assign(manifests.get(release) ?? {}, { license: text, published: text, contentSha256: text })
          }
        },
      ],
      [
        `every text of the log is ${name}`,
        ({ log }) => log.entries.forEach((entry) => Object.assign(entry, { at: text, kind: text })),
      ],
    ]),
  ),
  ...Object.fromEntries(
    [
      `{},${CALL}`,
      `(${CALL},{})`,
      `{"name":"a"})();${CALL};(function(){`,
      `{"get name(){return ${CALL}}`,
      `"${CALL}"`,
      '[]',
      '0',
      'null',
      'true',
      '{"__proto__":{"name":"x"}}',
      '{"constructor":{"prototype":{}}}',
      '',
    ].map((content): [string, Change] => [
      `every file is ${content}`,
      async ({ manifests, putFile }) => {
        for (const release of [MIDDLE, CURRENT]) {
          for (const path of Object.keys(manifests.get(release)?.files ?? {})) await putFile(release, path, content)
        }
      },
    ]),
  ),
  'every file is a page with a script': async ({ manifests, putFile }) => {
    for (const release of [MIDDLE, CURRENT]) {
      for (const path of [...Object.keys(manifests.get(release)?.files ?? {}), 'share.png', 'evil.html', 'evil.js']) {
        await putFile(release, path, HTML)
      }
    }
  },
  'manifests name media types and encodings': ({ manifests }) => {
    for (const release of [MIDDLE, CURRENT]) {
      for (const file of Object.values(manifests.get(release)?.files ?? {})) {
        Object.assign(file, { type: 'text/html', encoding: 'base64', contentType: 'text/html' })
      }
    }
  },
  'the ref names media types and headers': ({ ref }) => {
    Object.assign(ref, { type: 'text/html', headers: { 'Content-Type': 'text/html' }, status: 302 })
  },
  'items have moved to another origin': ({ ref }) => {
    for (const [index, movedTo] of [
      '//evil.example',
      'https://evil.example/',
      '../../..',
      `javascript:${CALL}`,
    ].entries()) {
      const tombstone = { kind: 'retired', date: '2026-11-02', reason: 'x', part: 'events', movedTo } as const
      ref.tombstones.items[`ghost-${index}`] = tombstone
      ref.tombstones.items[`phantom-${index}`] = { ...tombstone, movedTo: 'ghost', movedToPart: movedTo as 'events' }
    }
  },
  'the log names the manifest of another release': ({ log }) => {
    const other = log.entries.find(({ release }) => release === CURRENT)?.manifest
    for (const entry of log.entries) if (entry.release === MIDDLE && other) entry.release = CURRENT
  },
  'numbers are texts, and texts are numbers': ({ ref, log, manifests }) => {
    Object.assign(ref, { latest: `3${CALL}` })
    Object.assign(manifests.get(MIDDLE) ?? {}, { published: 7, license: 7 })
    for (const entry of log.entries) Object.assign(entry, { at: 7 })
  },
}

/** The part of a response that must not change: its type, and everything that a browser would run, load or open. */
interface Executable {
  type: string
  policy: string
  sniffing: string
  code: string[]
}

async function readExecutable(response: Response): Promise<Executable> {
  const type = response.headers.get('Content-Type') ?? ''
  // Includes images: workerd would warn about reading one as text.
  const body = new TextDecoder().decode(await response.arrayBuffer())
  return {
    type,
    policy: response.headers.get('Content-Security-Policy') ?? '',
    sniffing: response.headers.get('X-Content-Type-Options') ?? '',
    code: type.startsWith('text/html')
      ? await listCode(body)
      : type.startsWith('text/javascript')
        ? [stripData(body)]
        : [],
  }
}

/** Returns the widget's script without its argument, which must be JSON of an object. */
function stripData(script: string): string {
  const start = script.lastIndexOf('})(') + '})('.length
  const argument = /^(\{.*\}),("https:[^"]*")\)$/s.exec(script.slice(start))
  if (!argument) return script
  JSON.parse(argument[1] ?? '')
  return script.slice(0, start) + argument[2]
}

const LINKS = ['href', 'src', 'action', 'formaction', 'data', 'srcdoc', 'xlink:href', 'ping']
const DATA_BLOCK = /^application\/(?:ld\+)?json/

/** Lists scripts, event handlers, and links that are not HTTP. */
async function listCode(html: string): Promise<string[]> {
  const code: string[] = []
  let text = ''
  const rewriter = new HTMLRewriter()
    .on('*', {
      element(element) {
        for (const [name = '', value = ''] of element.attributes) {
          const isLink = LINKS.includes(name) && !/^(?:https?:|[/#?]|data:image\/)/.test(value)
          if (name.startsWith('on') || isLink) code.push(`${element.tagName} ${name}=${value}`)
        }
      },
    })
    .on('script', {
      element(element) {
        const type = element.getAttribute('type') ?? ''
        const isData = DATA_BLOCK.test(type)
        text = ''
        code.push(`script ${type} ${element.getAttribute('src') ?? ''}`)
        element.onEndTag(() => {
          if (isData) JSON.parse(text)
          else code.push(text)
        })
      },
      text(chunk) {
        text += chunk.text
      },
    })
  await rewriter.transform(new Response(html)).text()
  return code
}

type Answers = Map<string, { status: number; executable: Executable; location: string | null }>

/** Reads each path in a new isolate. */
async function readAll(): Promise<Answers> {
  const { get } = createReader({ namespace: kv })
  const answers: Answers = new Map()
  for (const path of PATHS) {
    const response = await get(path, { redirect: 'manual' })
    const location = response.headers.get('Location')
    answers.set(path, { status: response.status, location, executable: await readExecutable(response) })
  }
  return answers
}

let genuine: Map<string, ArrayBuffer>
let kv: KVNamespace
let honest: Answers

beforeAll(async () => {
  await reset()
  for (let release = 1; release <= CURRENT; release++) {
    const now = new Date(Date.UTC(2026, 10, release, 9))
    await publish(TOPIC, now, ({ events }) =>
      events.forEach((event) => Object.assign(event, { name: `Name ${release}` })),
    )
  }
  genuine = await readValues(env.FACTS)
  ;({ kv } = openKv(genuine))
  honest = await readAll()
})

beforeEach(() => {
  ;({ kv } = openKv(genuine))
})

describe('a forgery in KV', () => {
  it.each(Object.entries(FORGERIES))('%s', async (_, change) => {
    await forge(kv, TOPIC, change)
    for (const [path, { status, executable, location }] of await readAll()) {
      const before = honest.get(path)
      expect(status, path).not.toBe(500)
      expect(executable.sniffing, path).toBe('nosniff')
      if (location) expect(location, path).toMatch(new RegExp(`^${ORIGIN}/`))
      if (status === 200 && before?.status === 200) {
        expect(executable, path).toEqual(before.executable)
      } else if (status === 200) {
        // A file that is genuinely absent, such as the picture, is served as data when it is forged.
        expect(executable.type, path).toMatch(/^(?:image\/png|application\/json)$/)
      } else {
        expect(executable.type, path).toMatch(/^(?:application\/problem\+json|text\/html)/)
        expect(executable.code.join(), path).not.toContain(EVIL)
      }
    }
  })

  it('of moved items does not redirect elsewhere', async () => {
    await forge(kv, TOPIC, FORGERIES['items have moved to another origin'] as Change)
    const { get } = createReader({ namespace: kv })
    for (const name of ['ghost', 'phantom'].flatMap((one) => [0, 1, 2, 3].map((index) => `${one}-${index}`))) {
      const response = await get(`${BASE}/events/${name}`, { redirect: 'manual' })
      expect(response.status, name).not.toBe(500)
      const location = response.headers.get('Location')
      if (location !== null) expect(location, name).toMatch(new RegExp(`^${ORIGIN}${BASE}/[a-z]+/[a-z0-9-]+$`))
    }
  })
})

describe('a forged build of the widget', () => {
  it('is served only under its own hash', async () => {
    const { get } = createReader({ namespace: kv })
    const honest = await (await get('/widget.js')).text()
    const { widget } = await (await get('/healthz')).json<{ widget: string }>()
    const hash = widget.slice(0, 16)
    for (const name of [hash, '0123456789abcdef']) {
      await forgeWidget(kv, name, CALL)
      const response = await createReader({ namespace: kv }).get(`/widget@${name}.js`)
      expect(await response.text(), name).not.toContain(EVIL)
      expect(response.status, name).toBe(name === hash ? 200 : 404)
    }
    expect(await (await createReader({ namespace: kv }).get('/widget.js')).text()).toBe(honest)
  })
})
