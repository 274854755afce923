/**
 * Brings preview, snippet and address in line with the form as it changes. What is pasted comes from the server, the same
 * that the preview stands on its page; without this script, the form's button does it all.
 */
import { copyText } from './copy.ts'

const form = document.querySelector<HTMLFormElement>('#choice')
const preview = document.querySelector<HTMLIFrameElement>('#preview')
const snippet = document.querySelector<HTMLTextAreaElement>('#snippet')
const button = document.querySelector<HTMLButtonElement>('#copy-button')
const copied = document.querySelector<HTMLElement>('#copied')

if (form && preview && snippet && button && copied) {
  form.classList.add('live')
  form.noValidate = true // what is wrong is said here, and stays
  button.hidden = false
  button.addEventListener('click', async () => {
    copied.textContent = await copyText(snippet.value)
  })
  form.addEventListener('change', () => show(form, preview, snippet))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    show(form, preview, snippet)
  })
}

let asked = ''

/** A slow answer to an older choice comes too late. */
async function show(from: HTMLFormElement, frame: HTMLIFrameElement, text: HTMLTextAreaElement): Promise<void> {
  const isTaken = tellProblems(from)
  if (copied) copied.textContent = isTaken ? '' : 'Not all that you chose can be taken: this is as it was before.'
  if (!isTaken) return
  const query = readQuery(from)
  asked = query
  history.replaceState(null, '', `/${query}`)
  name(from)
  // Replaced, so that the way back does not lead through every choice.
  frame.contentWindow?.location.replace(`/preview${query}`)
  const [snippet, trouble] = await load(query)
  if (asked !== query) return
  text.value = snippet
  if (copied) copied.textContent = trouble
}

/** Says beside each field what it wants where that cannot be taken. Whether all can. */
function tellProblems(from: HTMLFormElement): boolean {
  const say = (name: string, problem: string) => {
    const place = from.querySelector(`#${name}-problem`)
    if (place) place.textContent = problem
  }
  const latest = from.querySelector<HTMLSelectElement>('#topic')?.selectedOptions[0]?.dataset.latest
  if (latest) from.querySelector('#release')?.setAttribute('max', latest)
  const numbers = [...from.querySelectorAll<HTMLInputElement>('[type=number]')]
  for (const field of numbers) {
    const { name, min, max, step, validity } = field
    const steps = step === '1' ? '' : `, in steps of ${step}`
    field.setAttribute('aria-invalid', String(!validity.valid))
    say(name, validity.valid ? '' : `A whole number from ${min} to ${max}${steps}.`)
  }
  const hasSection = from.querySelector('[name=sections]:checked') !== null
  say('sections', hasSection ? '' : 'At least one.')
  return hasSection && numbers.every(({ validity }) => validity.valid)
}

async function load(query: string): Promise<[snippet: string, trouble: string]> {
  const response = await fetch(`/snippet${query}`).catch(() => undefined)
  return response?.ok ? [await response.text(), ''] : ['', 'The snippet could not be had. Choose again in a moment.']
}

/** As the server writes it: by name, lists with commas, nothing that is as usual. */
function readQuery(from: HTMLFormElement): string {
  const data = new FormData(from)
  const usual: Record<string, string> = { as: 'quotation', size: 'compact', lang: 'en', on: 'light' }
  const all = from.querySelectorAll('[name=sections]').length
  const sections = data.getAll('sections')
  const pairs = [...new Set(data.keys())].sort().flatMap((name) => {
    const value =
      name === 'sections' ? (sections.length === all ? '' : sections.join(',')) : normalise(String(data.get(name)))
    return value === '' || value === usual[name] ? [] : [`${name}=${value}`]
  })
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`
}

/** A number as the server writes it, whatever the field let somebody type. */
function normalise(value: string): string {
  return /^[\d.e+-]+$/i.test(value) && value.trim() !== '' ? String(Math.round(Number(value))) : value
}

/** The words around what is shown say what is chosen. */
function name(from: HTMLFormElement): void {
  const say = (selector: string, words = '') => {
    const element = document.querySelector(selector)
    if (element) element.textContent = words
  }
  const find = (field: string) => from.querySelector<HTMLInputElement>(`[name=${field}]:checked`)
  const read = (field: string) => find(field)?.closest('label')?.textContent?.trim() ?? ''
  say('#result', `See it on ${read('on')}`)
  say('#kind', read('as'))
  say('#note', find('as')?.dataset.note)
}
