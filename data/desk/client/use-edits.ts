/**
 * The content that is edited, and its way into the files: undo, saving, what changes there from outside, and what is unsaved
 * when the tab is closed. No edit, here or elsewhere, is lost.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Path } from '../../checks/finding.ts'
import type { Conflict, Content, OpenTopic } from '../api.ts'
import { applyEdit, beginEdits, type Edits, findConflict, isSaved, rebase, redo, undo } from './edits.ts'
import { getIn, setIn } from './paths.ts'
import { fillIds, renameId } from './references.ts'
import type { TopicApi } from './server.ts'
import { dropSlot, dropUnsaved, keepUnsaved, type Slot, type Unsaved } from './unsaved.ts'
import { usePolling } from './use-work.ts'

/** A topic as it was opened, with what a tab had not saved yet. */
export interface OpenedTopic {
  topic: OpenTopic
  tab: string
  own: Unsaved | undefined
  others: Slot[]
}

export interface Editing {
  topic: OpenTopic
  setTopic: (topic: OpenTopic) => void
  content: Content
  /** The content after every edit so far, rendered or not. */
  latest: () => Content
  /** Returns the content as it is then, with ids for what has none. */
  edit: (path: Path, value: unknown) => Content
  /** For typing: ids are not filled in, and one undo reverts all of it. */
  type: (path: Path, value: unknown) => void
  replace: (content: Content) => Content
  isSaved: boolean
  undo: (() => void) | undefined
  redo: (() => void) | undefined
  /** Whether the files hold it now. */
  save: () => Promise<boolean>
  conflicts: Conflict[]
  takeTheirs: (conflict: Conflict) => void
  keepMine: (conflict: Conflict) => void
  /** What closed tabs left behind beside what this one has. */
  others: Slot[]
  takeSlot: (slot: Slot) => void
  discardSlot: (slot: Slot) => void
}

export function useEdits(opened: OpenedTopic, api: TopicApi, showMessage: (message: string) => void): Editing {
  const { tab, own } = opened
  const [topic, setTopic] = useState(opened.topic)
  const [begun] = useState(() => restore(opened))
  const [edits, setEdits] = useState(begun.edits)
  const [conflicts, setConflicts] = useState(begun.conflicts)
  const [others, setOthers] = useState(opened.others)
  /** Ahead of what is rendered, so that two edits in a row both count. */
  const latest = useRef(edits)
  /** The version of the files that was read last. */
  const version = useRef(topic.version)
  const saving = useRef(0)
  const update = (next: Edits) => {
    latest.current = next
    setEdits(next)
  }
  const addConflicts = (found: Conflict[]) =>
    found.length > 0 &&
    setConflicts((before) => [...before.filter((old) => !found.some((one) => isSameField(old, one))), ...found])
  /** The files hold the content of `fresh`, where they held `from`. */
  const takeIn = (fresh: OpenTopic, from: Content) => {
    const rebased = rebase(latest.current, from, fresh.content)
    update(rebased.edits)
    version.current = fresh.version
    setTopic(fresh)
    addConflicts(rebased.conflicts)
    return rebased.conflicts
  }

  useEffect(() => {
    if (own) showMessage('Your unsaved work is back.')
  }, [])

  // Not after the next paint: a tab that is closed before it would lose the edit.
  useLayoutEffect(() => {
    if (isSaved(edits)) dropUnsaved(topic.id, tab)
    else if (!keepUnsaved(topic.id, tab, { ...edits, at: new Date().toISOString() }))
      showMessage('This browser has no room for unsaved work: save often.')
  }, [edits])

  const wasBroken = useRef(false)
  const reopen = async () => {
    const from = latest.current.base
    const fresh = await api.open()
    // A save that happened meanwhile has its own response.
    if ('kind' in fresh || saving.current > 0 || latest.current.base !== from) return
    if (fresh.broken.length > 0) {
      version.current = fresh.version
      wasBroken.current = true
      // The new check reports the line.
      setTopic((before) => ({ ...before }))
      return showMessage(describeBroken(fresh))
    }
    const changed = listChanged(from, fresh.content)
    const found = takeIn(fresh, from)
    if (found.length > 0) showMessage('Somebody has changed the same fields in the files. Choose below.')
    else if (changed.length > 0) showMessage(`Changed outside this tab, and taken in: ${changed.join(', ')}.`)
    else if (wasBroken.current) showMessage('The files can be read again.')
    wasBroken.current = false
  }
  usePolling(api, { getVersion: () => version.current, isSaving: () => saving.current > 0, reopen })

  const replace = (next: Content) => {
    showMessage('')
    update(applyEdit(latest.current, fillIds(next)))
    return latest.current.content
  }
  const save = async (): Promise<boolean> => {
    const { base, content: sent } = latest.current
    saving.current++
    const answer = await api.save(base, sent)
    saving.current--
    if (answer.kind === 'failure') {
      showMessage(answer.problem)
      return false
    }
    if (answer.kind === 'conflict') {
      // Our content is rebased on theirs, so that the next save writes the editor's decision.
      takeIn(answer.topic, base)
      showMessage('Not saved: somebody has changed the same fields in the files. Choose below, then save again.')
      return false
    }
    setConflicts([])
    takeIn(answer.topic, sent)
    showMessage('Saved.')
    return true
  }

  return {
    topic,
    setTopic,
    content: edits.content,
    latest: () => latest.current.content,
    edit: (path, value) => replace(edited(latest.current.content, path, value)),
    type: (path, value) => {
      showMessage('')
      update(applyEdit(latest.current, setIn(latest.current.content, path, value) as Content, path.join('/')))
    },
    replace,
    isSaved: isSaved(edits),
    undo: edits.past.length > 0 ? () => update(undo(latest.current)) : undefined,
    redo: edits.future.length > 0 ? () => update(redo(latest.current)) : undefined,
    save,
    conflicts,
    takeTheirs: (conflict) => {
      const { content } = latest.current
      replace(setIn(content, findConflict(content, conflict), conflict.theirs) as Content)
      setConflicts((before) => before.filter((other) => other !== conflict))
    },
    keepMine: (conflict) => setConflicts((before) => before.filter((other) => other !== conflict)),
    others,
    takeSlot: (slot) => {
      const { base, content } = latest.current
      // Rebased on the files, then on this tab's content.
      const rebased = rebase(beginEdits(slot.base, slot.content), slot.base, base)
      const merged = rebase(beginEdits(base, content), base, rebased.edits.content)
      replace(merged.edits.content)
      addConflicts(merged.conflicts)
      dropSlot(slot)
      setOthers((before) => before.filter((other) => other !== slot))
    },
    discardSlot: (slot) => {
      dropSlot(slot)
      setOthers((before) => before.filter((other) => other !== slot))
    },
  }
}

/** An id that is changed by hand is changed wherever something names it. */
function edited(content: Content, path: Path, value: unknown): Content {
  const old = getIn(content, path)
  const next = setIn(content, path, value) as Content
  const isRenamed = path.at(-1) === 'id' && path.length > 2 && typeof old === 'string' && typeof value === 'string'
  return isRenamed && old !== '' && value !== '' ? renameId(next, old, value) : next
}

function restore({ topic, own }: OpenedTopic): { edits: Edits; conflicts: Conflict[] } {
  if (!own) return { edits: beginEdits(topic.content), conflicts: [] }
  const edits = beginEdits(own.base, own.content)
  return topic.broken.length > 0 ? { edits, conflicts: [] } : rebase(edits, own.base, topic.content)
}

const isSameField = (a: Conflict, b: Conflict) => a.file === b.file && a.path.join() === b.path.join()

function listChanged(from: Content, onto: Content): string[] {
  return Object.keys(onto)
    .filter((file) => JSON.stringify(from[file as keyof Content]) !== JSON.stringify(onto[file as keyof Content]))
    .map((file) => `${file}.yml`)
}

export const describeBroken = ({ broken }: OpenTopic) =>
  `${broken.map((file) => `${file}.yml`).join(', ')}: not valid YAML; correct it in a text editor.`
