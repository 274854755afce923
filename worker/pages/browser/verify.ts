/**
 * The reader's check: takes a text by paste, file or drop and shows what it bears out, and checks the history when asked to.
 * The only requests are for the topic and its history; the text is read here and goes nowhere.
 */
import type { Topic } from '../../../data/schema/api.ts'
import { create, find } from './dom.ts'
import { examineText } from './examination.ts'
import { mountHistory } from './history.ts'
import { renderMarkedText } from './marked-text.ts'
import { renderSentences } from './sentences.ts'
import { describeResult, renderNotes } from './summary.ts'

const TYPING_PAUSE_MS = 250
/** Beyond this, looking for passages that are not there would take minutes. */
const MAX_CHARACTERS = 100_000

const main = document.querySelector('main')
const text = find<HTMLTextAreaElement>('text')
const article = find<HTMLSelectElement>('article')
const file = find<HTMLInputElement>('file')
const drop = find('drop')
const clear = find<HTMLButtonElement>('clear')
const summary = find('summary')
const report = find('report')

let topic: Promise<Topic> | undefined
/** Counts checks, so that one that was overtaken shows nothing. */
let current = 0
let pause: ReturnType<typeof setTimeout> | undefined

text.addEventListener('input', () => {
  clearTimeout(pause)
  pause = setTimeout(check, TYPING_PAUSE_MS)
})
article.addEventListener('change', check)
file.addEventListener('change', () => readFile(file.files?.[0]))
clear.addEventListener('click', () => {
  text.value = ''
  file.value = ''
  check()
  text.focus()
})
drop.addEventListener('dragover', (event) => {
  event.preventDefault()
  drop.classList.add('over')
})
drop.addEventListener('dragleave', () => drop.classList.remove('over'))
drop.addEventListener('drop', (event) => {
  drop.classList.remove('over')
  const dropped = event.dataTransfer?.files[0]
  if (!dropped) return // dropped words: the text field takes them
  event.preventDefault()
  readFile(dropped)
})
window.addEventListener('hashchange', showTarget)

find('tool').hidden = false
mountHistory(find('history'), main?.dataset.topic ?? '', main?.dataset.keys?.split(' ').filter(Boolean) ?? [])
if (text.value !== '') check() // kept by the browser over a reload

async function readFile(chosen: File | undefined): Promise<void> {
  if (!chosen) return
  text.value = await chosen.text()
  await check()
}

async function check(): Promise<void> {
  const mine = ++current
  const input = text.value
  clear.hidden = input === ''
  if (input.trim() === '') return show('')
  if (input.length > MAX_CHARACTERS)
    return show(`This is more than ${MAX_CHARACTERS} characters. Put in the article alone.`)
  if (!globalThis.crypto?.subtle) return show('Your browser computes fingerprints only at a secure (https) address.')
  const started = performance.now()
  try {
    const examination = await examineText(await readTopic(), input, article.value || undefined)
    if (mine !== current) return
    const notes = renderNotes(examination, performance.now() - started)
    const isFound = examination.citations.found > 0
    show(
      describeResult(examination),
      notes,
      isFound &&
        create(
          'div',
          { class: 'columns' },
          renderColumn('text', 'Your text', renderMarkedText(examination)),
          renderColumn('sentences', 'What rests on it', renderSentences(examination.assertions)),
        ),
    )
    showTarget()
  } catch {
    if (mine === current) show('The citations could not be loaded. Check your connection and try again.')
  }
}

function show(line: string, ...details: (HTMLElement | false)[]): void {
  summary.textContent = line
  report.replaceChildren(...details.filter((element) => element !== false))
}

function renderColumn(id: string, title: string, content: HTMLElement): HTMLElement {
  const region = { class: `column ${id}-column`, role: 'region', 'aria-labelledby': `${id}-title`, tabindex: '0' }
  return create('div', region, create('h2', { id: `${id}-title` }, title), content)
}

/** Asked for once; asked for again after a failure. */
function readTopic(): Promise<Topic> {
  topic ??= fetch(`/v1/topics/${main?.dataset.topic}`)
    .then(async (response) => {
      if (!response.ok) throw new Error(`the topic answers ${response.status}`)
      return (await response.json()) as Topic
    })
    .catch((error) => {
      topic = undefined
      throw error
    })
  return topic
}

/** A passage can lie in several marks: all of them show that it was followed. */
function showTarget(): void {
  for (const mark of report.querySelectorAll('.current')) mark.classList.remove('current')
  const number = location.hash.match(/^#passage-(\d+)$/)?.[1]
  if (number === undefined) return
  for (const mark of report.querySelectorAll(`[data-passages~="${number}"]`)) mark.classList.add('current')
}
