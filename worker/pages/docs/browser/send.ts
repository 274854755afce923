/** Asks for an address and shows the answer: its status, the headers that matter, and its beginning. */
import { create } from '../../browser/dom.ts'
import { type Field, selectIn } from './address.ts'

const SHOWN_HEADERS = ['content-type', 'etag', 'x-release', 'x-stale', 'cache-control', 'link', 'retry-after']
const MAX_SHOWN = 20_000

export async function send(address: string, fields: Field[], answer: HTMLElement): Promise<void> {
  answer.replaceChildren(create('p', { class: 'receipt' }, `Asking for ${address} …`))
  try {
    // `no-store`, so that the answer is the service's and not the browser's copy of an earlier one.
    const response = await fetch(address, { headers: selectIn('header', fields), cache: 'no-store' })
    const text = await response.text()
    const headers = SHOWN_HEADERS.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [`${name}: ${value}`]
    })
    answer.replaceChildren(
      create('p', {}, create('b', {}, `${response.status} ${response.statusText}`), ` from ${response.url}`),
      create('pre', { tabindex: '0' }, create('code', {}, `${headers.join('\n')}\n\n${shorten(formatBody(text))}`)),
    )
  } catch {
    answer.replaceChildren(create('p', {}, 'There was no answer. Is the network there?'))
  }
}

function formatBody(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN
    ? `${text.slice(0, MAX_SHOWN)}\n… and ${text.length - MAX_SHOWN} characters more`
    : text
}
