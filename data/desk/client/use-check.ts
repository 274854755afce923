/** What check says of the content, a moment after the last letter was typed. */
import { useEffect, useState } from 'preact/hooks'
import type { Checked, Content } from '../api.ts'
import type { TopicApi } from './server.ts'

const CHECK_DELAY_MS = 300
const RETRY_DELAY_MS = 2000

/** Absent until the first answer. `seen` changes when readers, or the files, have something else. */
export function useCheck(
  api: TopicApi,
  content: Content,
  seen: unknown,
  say: (problem: string) => void,
): Checked | undefined {
  const [checked, setChecked] = useState<Checked>()
  useEffect(() => {
    let isCurrent = true
    const check = async () => {
      const answer = await api.check(content)
      if (!isCurrent) return
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
  }, [api, content, seen])
  return checked
}
