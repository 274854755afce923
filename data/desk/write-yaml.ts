/**
 * Writes new content into a YAML file that people also edit by hand. Keeps comments, order and style of what is unchanged.
 * Pure.
 */
import { isDeepStrictEqual } from 'node:util'
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'

const STYLES = [true, false].flatMap((indentSeq) =>
  [true, false].map((flowCollectionPadding) => ({ indentSeq, flowCollectionPadding, lineWidth: 0 })),
)

/** Returns the new text of a file. `text` is the present one, valid YAML or empty. */
export function writeYaml(text: string, content: unknown): string {
  const document = parseDocument(text)
  const style = chooseStyle(text, document)
  const root = reconcile(document, document.contents as Node | null, content)
  document.contents = root as typeof document.contents
  return document.toString(style)
}

/** Chooses the formatting options that change the fewest lines of the file. */
function chooseStyle(text: string, document: Document): (typeof STYLES)[number] | undefined {
  if (document.contents === null) return STYLES[0]
  const lines = new Set(text.split('\n'))
  let best: { style: (typeof STYLES)[number]; kept: number } | undefined
  for (const style of STYLES) {
    const written = document.toString(style)
    if (written === text) return style
    const kept = written.split('\n').filter((line) => lines.has(line)).length
    if (!best || kept > best.kept) best = { style, kept }
  }
  return best?.style
}

/** Returns a node with the new value; reuses the old node where possible. */
function reconcile(document: Document, node: Node | null | undefined, value: unknown): Node {
  if (node && isDeepStrictEqual(node.toJS(document), value)) return node
  if (isMap(node) && isRecord(value)) return reconcileMap(document, node as YAMLMap<Scalar, Node>, value)
  if (isSeq(node) && Array.isArray(value)) return reconcileSeq(document, node as YAMLSeq<Node>, value)
  if (isScalar(node) && !isRecord(value) && !Array.isArray(value)) {
    node.value = value
    return node
  }
  const created = document.createNode(value) as Node
  if (node?.commentBefore) created.commentBefore = node.commentBefore
  return created
}

function reconcileMap(document: Document, map: YAMLMap<Scalar, Node>, value: Record<string, unknown>): Node {
  map.items = map.items.filter((pair) => Object.hasOwn(value, String(pair.key.value)))
  let after = -1
  for (const [key, item] of Object.entries(value)) {
    const at = map.items.findIndex((pair) => pair.key.value === key)
    const pair = map.items[at]
    if (pair) {
      pair.value = reconcile(document, pair.value, item)
      after = at
      continue
    }
    if (item === undefined) continue
    after++
    map.items.splice(after, 0, document.createPair(key, item) as unknown as (typeof map.items)[number])
  }
  if (map.items.length > 0 && map.flow && map.items.length > 2) map.flow = false
  return map
}

/** Matches items by id, or by equal value, so that they keep their comments when they are moved. */
function reconcileSeq(document: Document, seq: YAMLSeq<Node>, values: unknown[]): Node {
  const left = [...seq.items]
  const take = (fits: (node: Node) => boolean) => {
    const at = left.findIndex((node) => isNode(node) && fits(node))
    return at === -1 ? undefined : left.splice(at, 1)[0]
  }
  const same = values.map((value) =>
    isRecord(value) && typeof value.id === 'string'
      ? take((node) => isMap(node) && node.get('id') === value.id)
      : take((node) => isDeepStrictEqual(node.toJS(document), value)),
  )
  const isSpaced = seq.items.filter((node) => node.spaceBefore).length > seq.items.length / 2
  const wasEmpty = seq.items.length === 0
  seq.items = values.map((value, index) => {
    const old =
      same[index] ??
      (isRecord(value) && typeof value.id === 'string' ? undefined : take((node) => isMap(node) === isRecord(value)))
    const node = reconcile(document, old, value)
    if (!old && isSpaced) node.spaceBefore = true
    return node
  })
  if (wasEmpty && values.length > 0) seq.flow = false
  return seq
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
