/** What the desk knows and does: one topic's content with its undo, what is unsaved, and the answers of the server. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Path } from '../../finding.ts'
import type { Checked, Conflict, Content, OpenTopic, SourceText } from '../api.ts'
import { fillIds } from './ids.ts'
import { getIn, isFields, listIn, setIn } from './paths.ts'
import { checkTopic, openTopic, publishTopic, readSource, saveTopic } from './server.ts'
import { repairSources, useDigests, useVerdicts, type Verdicts } from './verdicts.ts'

const CHECK_DELAY_MS = 300
const RETRY_DELAY_MS = 2000
const MAX_UNDO = 200

/** What survives a closed tab. */
interface Unsaved {
  base: Content
  content: Content
}

const keyOf = (topic: string) => `desk-unsaved:${topic}`

export interface ShownPassage {
  article?: string
  locator?: { start: number; end: number }
}

export interface Desk {
  topic: OpenTopic
  content: Content
  checked: Checked | undefined
  message: string
  isSaved: boolean
  canUndo: boolean
  conflicts: Conflict[]
  /** The item whose citations are chosen in the source. */
  active: Path | undefined
  activate: (path: Path | undefined) => void
  /** The content after every edit so far, drawn or not. */
  latest: () => Content
  /** Returns the content as it is then, with ids for what has none. */
  edit: (path: Path, value: unknown) => Content
  /** While a text is being written: nothing is filled in, and one undo takes all of it back. */
  type: (path: Path, value: unknown) => void
  replace: (content: Content) => Content
  undo: () => void
  save: () => Promise<boolean>
  publish: (isUnverified: boolean) => Promise<void>
  takeTheirs: (conflict: Conflict) => void
  /** The normalised texts of the articles whose sources are at hand. */
  bodies: ReadonlyMap<string, string>
  sources: ReadonlyMap<string, SourceText>
  verdicts: Verdicts
  /** Of the sources as they are now, by article. */
  digests: ReadonlyMap<string, string>
  /** Takes the sources as they are now: every citation that has moved goes to where its passage stands. */
  repair: () => void
  /** The passage that is to be seen in the source. */
  shown: ShownPassage | undefined
  show: (passage: ShownPassage | undefined) => void
  say: (message: string) => void
}

export function useDesk(opened: OpenTopic): Desk {
  const [topic, setTopic] = useState(opened)
  const restored = useMemo(() => readUnsaved(opened.id), [opened.id])
  const [base, setBase] = useState<Content>(restored?.base ?? opened.content)
  const [content, setContent] = useState<Content>(restored?.content ?? opened.content)
  const [past, setPast] = useState<Content[]>([])
  const [checked, setChecked] = useState<Checked>()
  const [message, say] = useState(restored ? 'Your unsaved work is back.' : '')
  const [conflicts, setConflicts] = useState<Conflict[]>([])
  const [active, activate] = useState<Path>()
  const [shown, show] = useState<ShownPassage>()
  const sources = useSources(content)
  const bodies = useMemo(
    () => new Map([...sources].flatMap(([id, source]) => (source.kind === 'read' ? [[id, source.body] as const] : []))),
    [sources],
  )
  const verdicts = useVerdicts(content, bodies)
  const digests = useDigests(bodies)
  /** Ahead of what is drawn, so that two edits in a row both count. */
  const latest = useRef(content)
  const isSaved = JSON.stringify(content) === JSON.stringify(base)

  // Not after the next paint: a tab may be closed before that, and would come back with an older edit.
  useLayoutEffect(() => {
    if (isSaved) localStorage.removeItem(keyOf(topic.id))
    else localStorage.setItem(keyOf(topic.id), JSON.stringify({ base, content } satisfies Unsaved))
  }, [content, base, isSaved, topic.id])

  useEffect(() => {
    let isCurrent = true
    const check = async () => {
      const answer = await checkTopic(topic.id, content)
      if (!isCurrent || latest.current !== content) return
      if ('kind' in answer) {
        say(answer.problem)
        timer = setTimeout(check, RETRY_DELAY_MS)
      } else setChecked(answer)
    }
    let timer = setTimeout(check, CHECK_DELAY_MS)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [content, topic])

  const typing = useRef<string | undefined>(undefined)
  const remember = (written?: string) => {
    const { current } = latest
    if (written === undefined || typing.current !== written) setPast((before) => [...before.slice(-MAX_UNDO), current])
    typing.current = written
  }
  const replace = (next: Content) => {
    remember()
    latest.current = fillIds(next)
    setContent(latest.current)
    return latest.current
  }
  const take = (fresh: OpenTopic) => {
    setTopic(fresh)
    setBase(fresh.content)
  }
  const save = async (): Promise<boolean> => {
    const sent = latest.current
    const answer = await saveTopic(topic.id, base, sent)
    if (answer.kind === 'failure') say(answer.problem)
    if (answer.kind === 'conflict') {
      // Nothing was written, and what was merged lacks the edits since.
      if (latest.current !== sent) return save()
      // From now on ours is an edit of theirs, so that saving again writes what was decided.
      take(answer.topic)
      replace(answer.merged)
      setConflicts(answer.conflicts)
      say('Somebody has changed the same fields in the files. Choose below, then save again.')
    }
    if (answer.kind !== 'saved') return false
    take(answer.topic)
    if (latest.current === sent) {
      setContent(answer.topic.content)
      latest.current = answer.topic.content
    } else setBase(sent) // What was written since stays, as an edit of what was sent.
    setConflicts([])
    say('Saved.')
    return true
  }
  return {
    topic,
    content,
    checked,
    message,
    isSaved,
    canUndo: past.length > 0,
    conflicts,
    active,
    activate,
    bodies,
    sources,
    verdicts,
    digests,
    repair: () => replace(repairSources(latest.current, verdicts, digests)),
    shown,
    show,
    latest: () => latest.current,
    type: (path, value) => {
      remember(path.join('/'))
      latest.current = setIn(latest.current, path, value) as Content
      setContent(latest.current)
    },
    edit: (path, value) => replace(setIn(latest.current, path, value) as Content),
    replace,
    undo: () => {
      const previous = past.at(-1)
      if (!previous) return
      setPast(past.slice(0, -1))
      latest.current = previous
      setContent(previous)
    },
    save,
    publish: async (isUnverified) => {
      if (!(await save())) return
      say('Publishing …')
      const answer = await publishTopic(topic.id, isUnverified)
      if (answer.kind === 'failure') return say(answer.problem)
      take(answer.topic)
      say(answer.report)
    },
    takeTheirs: (conflict) => {
      replace(setIn(latest.current, findPath(latest.current, conflict), conflict.theirs) as Content)
      setConflicts(conflicts.filter((other) => other !== conflict))
    },
    say,
  }
}

/** The texts of the articles, read again when an article names another document. */
function useSources(content: Content): ReadonlyMap<string, SourceText> {
  const [sources, setSources] = useState<ReadonlyMap<string, SourceText>>(new Map())
  const articles = listIn(content, ['articles']).flatMap((item) =>
    isFields(item) && typeof item.id === 'string' ? [{ id: item.id, source: item.source }] : [],
  )
  const wanted = JSON.stringify(articles)
  useEffect(() => {
    let isCurrent = true
    const read = async () => {
      const texts = await Promise.all(articles.map(async (article) => [article.id, await readSource(article)] as const))
      if (isCurrent) setSources(new Map(texts))
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [wanted])
  return sources
}

/** A conflict names items by their ids. */
function findPath(content: Content, { file, path }: Conflict): Path {
  const found: (string | number)[] = [file]
  for (const key of path) {
    const at = getIn(content, found)
    const index = Array.isArray(at) ? at.findIndex((item) => item?.id === key) : -1
    found.push(index === -1 ? key : index)
  }
  return found
}

function readUnsaved(topic: string): Unsaved | undefined {
  try {
    const stored = localStorage.getItem(keyOf(topic))
    return stored === null ? undefined : (JSON.parse(stored) as Unsaved)
  } catch {
    return undefined
  }
}

export async function loadTopic(id: string): Promise<OpenTopic | string> {
  const answer = await openTopic(id)
  return 'kind' in answer ? answer.problem : answer
}
