/** Ids for what an editor has just written, from its words: an editor need not think of one. */
import type { Content } from '../api.ts'
import { getIn, isFields, listIn, setIn } from './paths.ts'

const MAX_WORDS = 6
const WITH_IDS = [
  ['topic', 'unknowns'],
  ['topic', 'corrections'],
  ['parties', 'people'],
  ['parties', 'organizations'],
  ['articles'],
  ['events'],
  ['statements'],
] as const

export function createId(words: string, taken: ReadonlySet<string>): string {
  const latin = words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}.'’]/gu, '')
  const base = (latin.match(/[a-z0-9]+/g) ?? ['item']).slice(0, MAX_WORDS).join('-').slice(0, 70).replace(/-$/, '')
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`
    if (!taken.has(id)) return id
  }
}

export function listIds(content: Content): Set<string> {
  const ids = WITH_IDS.flatMap((path) => listIn(content, path).map((item) => getIn(item, ['id'])))
  return new Set(ids.filter((id): id is string => typeof id === 'string' && id !== ''))
}

/** With an id for each item that has words and no id. */
export function fillIds(content: Content): Content {
  let filled: unknown = content
  const taken = listIds(content)
  for (const path of WITH_IDS) {
    for (const [index, item] of listIn(content, path).entries()) {
      if (!isFields(item) || (typeof item.id === 'string' && item.id !== '')) continue
      const words = [item.name, item.headline, item.target && `${item.target} correction`, item.text].find(
        (text) => typeof text === 'string' && text.trim() !== '',
      )
      if (words === undefined) continue
      const id = createId(String(words), taken)
      taken.add(id)
      filled = setIn(filled, [...path, index, 'id'], id)
    }
  }
  return filled as Content
}
