/**
 * The script of a topic's page: copies an item's link on a click, shows the snippet of “Embed this” in place, and filters
 * statements if the page has all of them. Without this script each of these is a link.
 */
import { copyText } from './copy.ts'

document.addEventListener('click', (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a')
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  if (link.matches('.copy')) {
    event.preventDefault()
    void copyLink(link)
  } else if (link.matches('.embed')) {
    event.preventDefault()
    void toggleSnippet(link)
  } else if (link.dataset.field && hasWholeList()) {
    event.preventDefault()
    filter(link)
  }
})

/** Query of what the page shows. */
let shown = location.search

// Back undoes a filter. A page that was reloaded meanwhile has only the statements of its own query.
addEventListener('popstate', () => {
  if (location.search === shown) return
  shown = location.search
  if (hasWholeList()) show(Object.fromEntries(new URLSearchParams(shown)))
  else location.reload()
})

const hasWholeList = () => document.querySelector('main[data-whole]') !== null

/** What came of it stands after the link until the next click, and is read out. */
async function copyLink(link: HTMLAnchorElement): Promise<void> {
  const status = createStatus()
  document.querySelector('.copy + [role=status]')?.remove()
  link.after(status)
  status.textContent = await copyText(link.href)
}

function createStatus(): HTMLElement {
  const status = document.createElement('span')
  status.setAttribute('role', 'status')
  return status
}

/** Shows the snippet below the item, with a copy button; a second click removes it. */
async function toggleSnippet(link: HTMLAnchorElement): Promise<void> {
  const tools = link.parentElement
  const shown = tools?.nextElementSibling
  if (shown?.matches('.snippet')) return shown.remove()
  const response = await fetch(`/snippet${link.search}`).catch(() => undefined)
  // The configurator shows the snippet, or the error.
  if (!response?.ok) return location.assign(link.href)
  const panel = document.createElement('div')
  panel.className = 'snippet'
  const text = document.createElement('textarea')
  text.readOnly = true
  text.rows = 4
  text.setAttribute('aria-label', 'Snippet')
  text.value = await response.text()
  const copy = document.createElement('button')
  copy.textContent = 'Copy'
  const status = createStatus()
  copy.addEventListener('click', async () => {
    status.textContent = await copyText(text.value)
  })
  const more = document.createElement('a')
  more.href = link.href
  more.textContent = 'More ways and options'
  panel.append(text, copy, status, more)
  tools?.after(panel)
  copy.focus()
}

type Fields = Record<string, string>
const FIELDS = ['status', 'speaker', 'outlet']

/** Returns the current choices with the clicked one. */
function readChosen(link: HTMLAnchorElement): Fields {
  const current = [...document.querySelectorAll<HTMLElement>('.filters [aria-current]')]
  const chosen = current.map(({ dataset }) => [dataset.field, dataset.value])
  return { ...Object.fromEntries(chosen), [link.dataset.field ?? '']: link.dataset.value ?? '' }
}

function filter(link: HTMLAnchorElement): void {
  // A link in “Who is who” selects only the speaker.
  const isInFilters = link.closest('.filters') !== null
  const chosen = isInFilters ? readChosen(link) : { speaker: link.dataset.value ?? '' }
  show(chosen)
  const pairs = FIELDS.flatMap((field) => (chosen[field] ? [`${field}=${chosen[field]}`] : []))
  const search = pairs.length > 0 ? `?${pairs.sort().join('&')}` : ''
  if (search !== shown) history.pushState(null, '', location.pathname + search)
  shown = search
  if (!isInFilters) showStatements()
}

function show(chosen: Fields): void {
  markChosen(chosen)
  const count = hideOthers(chosen)
  const status = document.querySelector('.filtered')
  if (status) status.textContent = describeCount(chosen, count)
}

/** Focuses the heading, so that keyboard users continue from there. */
function showStatements(): void {
  const heading = document.getElementById('statements')
  if (!heading) return
  heading.tabIndex = -1
  heading.focus()
}

function describeCount(chosen: Fields, count: number): string {
  if (!Object.values(chosen).some(Boolean)) return ''
  if (count === 0) return 'No statement matches. Choose “All” in one of the rows above.'
  return count === 1 ? '1 statement' : `${count} statements`
}

function markChosen(chosen: Fields): void {
  for (const link of document.querySelectorAll<HTMLElement>('.filters [data-field]')) {
    const { field = '', value } = link.dataset
    if ((chosen[field] ?? '') === value) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  }
}

/** Hides statements that do not match, and returns the number of the others. */
function hideOthers({ status, speaker, outlet }: Fields): number {
  let count = 0
  for (const group of document.querySelectorAll<HTMLElement>('.group')) {
    for (const row of group.querySelectorAll<HTMLElement>('.row')) {
      for (const item of row.querySelectorAll<HTMLElement>('.statements > li')) {
        const { dataset } = item
        item.hidden =
          (!!status && !row.classList.contains(status)) ||
          (!!speaker && dataset.speaker !== speaker) ||
          (!!outlet && dataset.outlet !== outlet)
        if (!item.hidden) count++
      }
      row.hidden = row.querySelector('.statements > li:not([hidden])') === null
    }
    group.hidden = group.querySelector('.row:not([hidden])') === null
  }
  return count
}
