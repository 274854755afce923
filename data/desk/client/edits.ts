/** A topic's content with undo, as an edit of the files' content. Pure. */

import type { Path } from '../../checks/finding.ts'
import type { AuthoredFileName } from '../../schema/authored.ts'
import { canonicalJson } from '../../store/records.ts'
import type { Conflict, Content } from '../api.ts'
import { mergeContent } from '../merge.ts'
import { getIn, setIn } from './paths.ts'

const MAX_UNDO = 200

export interface Edits {
  /** The files' content when they were last read. */
  base: Content
  content: Content
  past: readonly Content[]
  future: readonly Content[]
  /** The field that is being typed in: one undo reverts all typing in it. */
  written?: string | undefined
}

export const beginEdits = (base: Content, content = base): Edits => ({ base, content, past: [], future: [] })

export const isSaved = ({ base, content }: Edits) => canonicalJson(base) === canonicalJson(content)

/** Applies an edit. `written` names a field that is being typed in. */
export function applyEdit(edits: Edits, content: Content, written?: string): Edits {
  const goesOn = written !== undefined && edits.written === written
  const past = goesOn ? edits.past : [...edits.past.slice(-MAX_UNDO), edits.content]
  return { base: edits.base, content, past, future: [], written }
}

/** Applies the final value of a field when the focus leaves it, as part of the same undo step. */
export const settleEdit = (edits: Edits, content: Content, field: string): Edits => ({
  ...applyEdit(edits, content, field),
  written: undefined,
})

export function undo({ base, content, past, future }: Edits): Edits {
  const previous = past.at(-1)
  return {
    base,
    content: previous ?? content,
    past: past.slice(0, -1),
    future: previous ? [...future, content] : future,
  }
}

export function redo({ base, content, past, future }: Edits): Edits {
  const next = future.at(-1)
  return { base, content: next ?? content, past: next ? [...past, content] : past, future: future.slice(0, -1) }
}

/**
 * Rebases the edits after the files have changed from `from` to `onto`. The changes are merged into the content and into all
 * undo states, so that undo never reverts somebody else's edit. If both changed a field, this tab's value is kept and the
 * conflict returned.
 */
export function rebase(edits: Edits, from: Content, onto: Content): { edits: Edits; conflicts: Conflict[] } {
  const conflicts: Conflict[] = []
  const merge = (content: Content, found?: Conflict[]) => mergeFiles(from, content, onto, found)
  const content = merge(edits.content, conflicts)
  const [past, future] = [edits.past, edits.future].map((states) => states.map((state) => merge(state)))
  return { edits: { base: onto, content, past: past ?? [], future: future ?? [] }, conflicts }
}

export function mergeFiles(from: Content, mine: Content, theirs: Content, found?: Conflict[]): Content {
  const files = (Object.keys(mine) as AuthoredFileName[]).map((file) => {
    const { content, conflicts } = mergeContent(from[file], mine[file], theirs[file])
    found?.push(...conflicts.map((conflict) => ({ file, ...conflict })))
    return [file, content]
  })
  return Object.fromEntries(files) as Content
}

/** Resolves a conflict with the files' value. An item that was removed here returns to its place. */
export function takeTheirs(content: Content, base: Content, conflict: Conflict): Content {
  const path = findConflict(content, conflict)
  const list = getIn(content, path.slice(0, -1))
  if (!Array.isArray(list) || typeof path.at(-1) === 'number') return setIn(content, path, conflict.theirs) as Content
  const index = Number(findConflict(base, conflict).at(-1))
  return setIn(content, path.slice(0, -1), list.toSpliced(index, 0, conflict.theirs)) as Content
}

/** Finds the path of a conflict in `content`: a conflict names items by id, the path has indexes. */
export function findConflict(content: Content, { file, path }: Pick<Conflict, 'file' | 'path'>): Path {
  const found: (string | number)[] = [file]
  for (const key of path) {
    const at = getIn(content, found)
    const index = Array.isArray(at) ? at.findIndex((item) => item?.id === key) : -1
    found.push(index === -1 ? key : index)
  }
  return found
}
