/** The desk's page: choose a topic or create one. */

import { render } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { listIdWords } from '../../checks/ids.ts'
import type { StoreChoice } from '../api.ts'
import { readTarget } from './desk-state.ts'
import { createId } from './references.ts'
import { createTopic, listStores, listTopics, openTopicApi } from './server.ts'
import { Topic } from './Topic.tsx'
import { claimTab, takeUnsaved } from './unsaved.ts'
import { describeBroken, type OpenedTopic } from './use-edits.ts'

const NO_ADDRESS =
  'A topic’s URL is made from its first name, which needs Latin letters or digits. Begin with a short name that has some, and change the name afterwards.'
const LAST_TOPIC = 'desk-topic'
/** A topic can be chosen before this resolves. */
const claimed = claimTab()

export function App() {
  const [ids, setIds] = useState<string[]>([])
  const [stores, setStores] = useState<StoreChoice[]>([])
  const [opened, setOpened] = useState<OpenedTopic>()
  const [problem, setProblem] = useState('')
  const list = async () => {
    const answer = await listTopics()
    if (Array.isArray(answer)) setIds(answer)
    else setProblem(answer.problem)
  }
  const open = async (id: string) => {
    const tab = await claimed
    const topic = await openTopicApi(id, readTarget()).open()
    if ('kind' in topic) return setProblem(topic.problem)
    setProblem(topic.broken.length > 0 ? describeBroken(topic) : '')
    setOpened({ topic, tab, ...(await takeUnsaved(id, tab)) })
    sessionStorage.setItem(LAST_TOPIC, id)
  }
  useEffect(() => {
    const begin = async () => {
      void list()
      const answer = await listStores()
      if (Array.isArray(answer)) setStores(answer)
      const last = sessionStorage.getItem(LAST_TOPIC)
      if (last) await open(last)
    }
    void begin()
  }, [])
  const create = async (name: string): Promise<boolean> => {
    const answer =
      listIdWords(name).length === 0
        ? { kind: 'failure' as const, problem: NO_ADDRESS }
        : await createTopic(createId(name, new Set(ids)), name)
    if (answer.kind === 'failure') {
      setProblem(answer.problem)
      return false
    }
    await list()
    await open(answer.id)
    return true
  }
  return (
    <>
      <header>
        <h1>Desk</h1>
        <label>
          Topic{' '}
          <select
            value={opened?.topic.id ?? ''}
            onChange={(event) => event.currentTarget.value && void open(event.currentTarget.value)}
          >
            <option value="">choose …</option>
            {ids.map((id) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </label>
        <NewTopic create={create} />
      </header>
      {problem !== '' && (
        <p role="alert" class="alert">
          {problem}
        </p>
      )}
      {opened ? (
        <Topic key={opened.topic.id} opened={opened} stores={stores} />
      ) : (
        <main class="welcome">
          <h2>Choose a topic, or begin a new one.</h2>
          <ol>
            <li>Drop saved pages on the left. Their text stays on this machine.</li>
            <li>Select a passage, and begin an event or a statement that cites it. Write it in your own words.</li>
            <li>Correct the errors, look at the box on the right, and publish.</li>
          </ol>
        </main>
      )}
    </>
  )
}

/** The form for a new topic. Keeps the name if the topic was not created. */
function NewTopic({ create }: { create: (name: string) => Promise<boolean> }) {
  const [name, setName] = useState('')
  return (
    <form
      class="bar"
      onSubmit={(event) => {
        event.preventDefault()
        if (name.trim() !== '') void create(name.trim()).then((isCreated) => isCreated && setName(''))
      }}
    >
      <input
        aria-label="Name of a new topic"
        placeholder="Name of a new topic"
        required
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button type="submit">New topic</button>
    </form>
  )
}

const root = document.querySelector('#desk')
if (root) render(<App />, root)
