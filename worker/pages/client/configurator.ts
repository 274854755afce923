/**
 * Updates preview, snippet and URL when the form changes. The snippet comes from the server, so it is what the preview shows.
 * Without this script, the form's button does the same.
 */
import type { Problem } from '../../../data/schema/api.ts'
import { copyText } from './copy.ts'

const FRAME_BORDERS = 2

const form = document.querySelector<HTMLFormElement>('#choice')
const preview = document.querySelector<HTMLIFrameElement>('#preview')
const snippet = document.querySelector<HTMLTextAreaElement>('#snippet')
const button = document.querySelector<HTMLButtonElement>('#copy-button')
const copied = document.querySelector<HTMLElement>('#copied')
const width = document.querySelector<HTMLElement>('#width')

if (form && preview && snippet && button && copied) {
  form.classList.add('live')
  form.noValidate = true // this script shows errors, permanently and not as pop-ups
  button.hidden = false
  button.addEventListener('click', async () => {
    copied.textContent = await copyText(snippet.value)
  })
  form.addEventListener('change', async (event) => {
    const { name, value } = event.target as HTMLInputElement
    if (name === 'topic') await changeTopic(form, value)
    if (name !== '') void update(form, preview, snippet)
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void update(form, preview, snippet)
  })
  if (width) offerWidth(width, preview)
  fitHeight(preview)
  preview.addEventListener('load', () => fitHeight(preview))
}

/** Makes the preview as high as its page, so that the whole box is visible; it grows when the box is rendered or opened. */
function fitHeight(frame: HTMLIFrameElement): void {
  const body = frame.contentDocument?.body
  if (!body) return
  new ResizeObserver(() => {
    if (body.offsetHeight > 0) frame.style.blockSize = `${body.offsetHeight + FRAME_BORDERS}px`
  }).observe(body)
}

/**
 * Loads the items and releases of another topic from the server's page. The current page stays, so it keeps the focus and arrow
 * keys can step through the topics.
 */
async function changeTopic(owner: HTMLFormElement, topic: string): Promise<void> {
  const [item, release] = listDependent(owner)
  for (const field of [item, release]) field.value = ''
  const page = await loadPage(`/?topic=${topic}`)
  if (!page) return owner.submit()
  const [items, releases] = listDependent(page)
  if (new FormData(owner).get('topic') !== topic) return
  item.replaceChildren(...items.children)
  release.max = releases.max
}

function listDependent(within: ParentNode): [HTMLSelectElement, HTMLInputElement] {
  return [...within.querySelectorAll('[name=item], [name=release]')] as [HTMLSelectElement, HTMLInputElement]
}

/** Lets XMLHttpRequest parse the page, since Trusted Types do not allow parsing a string. */
function loadPage(path: string): Promise<Document | null> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.open('GET', path)
    request.responseType = 'document'
    request.onloadend = () => resolve(request.status === 200 ? request.responseXML : null)
    request.send()
  })
}

/** Lets the user set the preview's width to the column width of their page. */
function offerWidth(label: HTMLElement, frame: HTMLIFrameElement): void {
  const slider = label.querySelector('input')
  const output = label.querySelector('output')
  if (!slider || !output) return
  const room = Math.floor((frame.parentElement?.clientWidth ?? Number(slider.max)) / 10) * 10
  label.hidden = room <= Number(slider.min)
  slider.max = String(room)
  slider.value = slider.max
  const show = () => {
    output.textContent = `${slider.value} px`
    frame.style.inlineSize = slider.value === slider.max ? '' : `${slider.value}px`
  }
  slider.addEventListener('input', show)
  show()
}

let asked = ''

/** Updates everything for the current choice. Ignores a late response to an older choice. */
async function update(from: HTMLFormElement, frame: HTMLIFrameElement, text: HTMLTextAreaElement): Promise<void> {
  const isTaken = tellProblems(from)
  if (copied) copied.textContent = isTaken ? '' : 'This choice is not possible: the snippet is unchanged.'
  if (!isTaken) return
  const query = readQuery(from)
  asked = query
  history.replaceState(null, '', `/${query}`)
  const note = document.querySelector('#note')
  const kind = from.querySelector<HTMLSelectElement>('[name=as]')
  if (note) note.textContent = kind?.selectedOptions[0]?.dataset.note ?? ''
  // `replace`, so that the back button does not step through every choice.
  frame.contentWindow?.location.replace(`/preview${query}`)
  const [snippet, trouble] = await load(query)
  if (asked !== query) return
  text.value = snippet
  if (copied) copied.textContent = trouble
}

/** Shows beside each invalid field what it accepts. Returns whether all fields are valid. */
function tellProblems(from: HTMLFormElement): boolean {
  const tell = (name: string, problem: string) => {
    const place = from.querySelector(`#${name}-problem`)
    if (place) place.textContent = problem
  }
  const numbers = [...from.querySelectorAll<HTMLInputElement>('[type=number]')]
  for (const field of numbers) {
    const { name, min, max, step, validity } = field
    const steps = step === '1' ? '' : `, in steps of ${step}`
    field.setAttribute('aria-invalid', String(!validity.valid))
    tell(name, validity.valid ? '' : `A whole number from ${min} to ${max}${steps}.`)
  }
  const hasSection = from.querySelector('[name=sections]:checked') !== null
  tell('sections', hasSection ? '' : 'At least one.')
  return hasSection && numbers.every(({ validity }) => validity.valid)
}

async function load(query: string): Promise<[snippet: string, trouble: string]> {
  const response = await fetch(`/snippet${query}`).catch(() => undefined)
  if (response?.ok) return [await response.text(), '']
  // Of a topic or an item that is not there, or no longer.
  const { detail } = response && response.status < 500 ? ((await response.json()) as Problem) : {}
  return ['', detail ?? 'The snippet could not be loaded. Try again in a moment.']
}

/** Returns the query in the server's canonical form: sorted by name, lists with commas, without defaults. */
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

/** Returns a number in canonical form, regardless of how it was typed. */
function normalise(value: string): string {
  return /^[\d.e+-]+$/i.test(value) && value.trim() !== '' ? String(Math.round(Number(value))) : value
}
