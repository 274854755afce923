/** The state and actions of the desk for one topic: content, sources, findings, releases. */
import { useMemo, useState } from 'preact/hooks'
import type { Path } from '../../checks/finding.ts'
import type { Checked, Content, StoreChoice } from '../api.ts'
import { setIn } from './paths.ts'
import { openTopicApi, type TopicApi } from './server.ts'
import { type Editing, type OpenedTopic, useEdits } from './use-edits.ts'
import { type ReviewNotesState, type Sources, useReviewNotes, useSources } from './use-sources.ts'
import { useView, type View } from './use-view.ts'
import { useCheck, useWork, type Works } from './use-work.ts'
import { refreshFragments, repairSources, useDigests, useVerdicts, type Verdicts } from './verdicts.ts'

export interface Desk extends Editing, View, Works, ReviewNotesState {
  api: TopicApi
  checked: Checked | undefined
  message: string
  showMessage: (message: string) => void
  sources: Sources
  verdicts: Verdicts
  /** The digests of the current sources, by article. */
  digests: ReadonlyMap<string, string>
  /** Accepts the current sources: takes their digests, and moves each citation to the new place of its passage. */
  repair: () => void
  stores: readonly StoreChoice[]
  store: StoreChoice
  chooseStore: (target: string) => void
}

const STORE = 'desk-store'
const LOCAL: StoreChoice = { target: 'local', label: 'this machine' }

export function useDesk(opened: OpenedTopic, stores: readonly StoreChoice[]): Desk {
  const [message, showMessage] = useState('')
  const [target, setTarget] = useState(readTarget)
  const store = stores.find((each) => each.target === target && each.problem === undefined) ?? stores[0] ?? LOCAL
  const { id } = opened.topic
  const api = useMemo(() => openTopicApi(id, store.target), [id, store.target])
  const view = useView()
  const editing = useEdits(opened, api, showMessage)
  const { content, topic, save, setTopic, latest, replace } = editing
  const checked = useCheck(api, content, topic, showMessage)
  const sources = useSources(content)
  const verdicts = useVerdicts(content, sources.bodies)
  const digests = useDigests(sources.bodies)
  const works = useWork(api, store.label, save, setTopic)
  return {
    ...view,
    ...editing,
    ...works,
    ...useReviewNotes(id),
    api,
    checked,
    message,
    showMessage,
    sources,
    verdicts,
    digests,
    repair: () => replace(repairSources(latest(), verdicts, digests)),
    edit: (path, value) =>
      isUrl(path)
        ? replace(refreshFragments(setIn(latest(), path, value) as Content, path, sources.bodies), path)
        : editing.edit(path, value),
    stores,
    store,
    chooseStore: (chosen) => {
      sessionStorage.setItem(STORE, chosen)
      setTarget(chosen)
    },
  }
}

/** Reads the chosen store, so that the first render already uses it. */
export const readTarget = (): string => sessionStorage.getItem(STORE) ?? LOCAL.target

const isUrl = (path: Path) => path.length === 3 && path[0] === 'articles' && path[2] === 'url'
