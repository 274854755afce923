/**
 * The edited content: undo, saving, merging changes made to the files elsewhere, and keeping unsaved work when the tab is
 * closed. No edit is lost, here or elsewhere.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Path } from '../../checks/finding.ts'
import type { Conflict, Content, OpenTopic } from '../api.ts'
import { applyEdit, beginEdits, type Edits, isSaved, rebase, redo, settleEdit, takeTheirs, undo } from './edits.ts'
import { getIn, setIn } from './paths.ts'
import { fillIds, renameId } from './references.ts'
import type { TopicApi } from './server.ts'
import { dropSlot, dropUnsaved, keepUnsaved, type Slot, type Unsaved } from './unsaved.ts'
import { usePolling } from './use-work.ts'

/** A topic when it was opened, with unsaved work. */
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
  /** Returns the new content, with ids for items that have none. */
  edit: (path: Path, value: unknown) => Content
  /** For typing: does not add ids, and one undo reverts all typing in the field. */
  type: (path: Path, value: unknown) => void
  /** With `field`: as the last step of typing in that field. */
  replace: (content: Content, field?: Path) => Content
  isSaved: boolean
  undo: (() => void) | undefined
  redo: (() => void) | undefined
  /** Resolves with whether the content was saved. */
  save: () => Promise<boolean>
  conflicts: Conflict[]
  takeTheirs: (conflict: Conflict) => void
  keepMine: (conflict: Conflict) => void
  /** Unsaved work of closed tabs that this tab has not taken. */
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
  /** Ahead of the rendered state, so that two edits in a row both count. */
  const latest = useRef(edits)
  /** The version of the files when last read. */
  const version = useRef(topic.version)
  const saving = useRef(0)
  const update = (next: Edits) => {
    latest.current = next
    setEdits(next)
  }
  const addConflicts = (found: Conflict[]) =>
    found.length > 0 &&
    setConflicts((before) => [...before.filter((old) => !found.some((one) => isSameField(old, one))), ...found])
  /** Takes in that the files changed from `from` to the content of `fresh`. */
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

  // A layout effect, because a tab that is closed before the next paint would lose the edit.
  useLayoutEffect(() => {
    if (isSaved(edits)) dropUnsaved(topic.id, tab)
    else if (!keepUnsaved(topic.id, tab, { ...edits, at: new Date().toISOString() }))
      showMessage('This browser cannot store unsaved work: save often.')
  }, [edits])

  const wasBroken = useRef(false)
  const reopen = async () => {
    const from = latest.current.base
    const fresh = await api.open()
    // A save in the meantime handles its own response.
    if ('kind' in fresh || saving.current > 0 || latest.current.base !== from) return
    if (fresh.broken.length > 0) {
      version.current = fresh.version
      wasBroken.current = true
      // A new object triggers a check, which reports the line.
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
  usePolling(api, { getVersion: () => version.current, isSaving: () => saving.current > 0, reopen, showMessage })

  const replace = (next: Content, field?: Path) => {
    showMessage('')
    const filled = fillIds(next)
    update(field ? settleEdit(latest.current, filled, nameField(field)) : applyEdit(latest.current, filled))
    return latest.current.content
  }
  const save = async (): Promise<boolean> => {
    if (conflicts.length > 0) {
      showMessage('Not saved: first choose below between what is here and what is in the file.')
      return false
    }
    const { base, content: sent } = latest.current
    saving.current++
    const answer = await api.save(base, sent)
    saving.current--
    if (answer.kind === 'failure') {
      showMessage(answer.problem)
      return false
    }
    if (answer.kind === 'conflict') {
      // Rebased on the files' content, so that the next save writes the editor's decision.
      takeIn(answer.topic, base)
      showMessage('Not saved: somebody has changed the same fields in the files. Choose below, then save again.')
      return false
    }
    takeIn(answer.topic, sent)
    showMessage('Saved.')
    return true
  }

  return {
    topic,
    setTopic,
    content: edits.content,
    latest: () => latest.current.content,
    edit: (path, value) => replace(edited(latest.current.content, path, value), path),
    type: (path, value) => {
      showMessage('')
      update(applyEdit(latest.current, setIn(latest.current.content, path, value) as Content, nameField(path)))
    },
    replace,
    isSaved: isSaved(edits),
    undo: edits.past.length > 0 ? () => update(undo(latest.current)) : undefined,
    redo: edits.future.length > 0 ? () => update(redo(latest.current)) : undefined,
    save,
    conflicts,
    takeTheirs: (conflict) => {
      const { base, content } = latest.current
      replace(takeTheirs(content, base, conflict))
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

/** Sets a value. If it is an id, also changes every reference to it. */
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

const nameField = (path: Path) => path.join('/')

const isSameField = (a: Conflict, b: Conflict) => a.file === b.file && a.path.join() === b.path.join()

function listChanged(from: Content, onto: Content): string[] {
  return Object.keys(onto)
    .filter((file) => JSON.stringify(from[file as keyof Content]) !== JSON.stringify(onto[file as keyof Content]))
    .map((file) => `${file}.yml`)
}

export const describeBroken = ({ broken }: OpenTopic) =>
  `${broken.map((file) => `${file}.yml`).join(', ')}: not valid YAML; correct it in a text editor.`
