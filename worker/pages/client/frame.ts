/**
 * Runs in the frame. Sends the box's height to the page around it, initially, after each change and on request, in the formats of
 * several publishing systems; opens links if a sandbox blocks them; and loads the widget only when a reader opens the first
 * receipt, so that most frames load only this script.
 */

const box = document.querySelector('main')

/** Parameters of the frame that are also attributes of the element. */
const ATTRIBUTES = ['item', 'size', 'lang', 'sections', 'release']

/** How long WordPress may take to follow a link. */
const FOLLOW_MS = 500

/** WordPress's name for this frame, from its message; otherwise it is in the URL. */
let secret: unknown

if (box) addEventListener('click', openFirstReceipt)
if (box && parent !== window) {
  // Immediately, since WordPress clips the frame until it has a height, and browsers do not observe elements in a clipped frame.
  sendHeight()
  new ResizeObserver(sendHeight).observe(box)
  addEventListener('message', ({ data, source }) => {
    if (source !== parent) return
    if (data?.message === 'ready') secret = data.secret
    else if (data?.type !== 'fact-box:measure') return
    sendHeight()
  })
  // A sandbox may forbid new tabs, and a script cannot detect a sandbox.
  addEventListener('click', followLink)
}

/** Replaces the server-rendered box with the element, and repeats the click on it. The element handles later clicks. */
function openFirstReceipt(click: MouseEvent): void {
  const mark = (click.target as Element).closest<HTMLAnchorElement>('main sup a')
  if (!mark || click.ctrlKey || click.metaKey || click.shiftKey) return
  click.preventDefault()
  removeEventListener('click', openFirstReceipt)
  const place = [...document.querySelectorAll('main sup a')].indexOf(mark)
  const element = createElement()
  element.addEventListener(
    'fact-box:ready',
    () => {
      element.replaceChildren()
      const marks = element.shadowRoot?.querySelectorAll<HTMLElement>('sup a')
      marks?.[place]?.focus()
      marks?.[place]?.click()
    },
    { once: true },
  )
  // Until then the server-rendered box is shown as the element's fallback.
  element.append(...(box?.childNodes ?? []))
  box?.append(element)
  import(`${new URL('/widget.mjs', location.href)}`).catch(() => open(mark.href))
}

function createElement(): HTMLElement {
  const element = document.createElement('fact-box')
  const parameters = new URLSearchParams(location.search)
  const theme = parameters.get('theme') ?? 'auto'
  const openRows = [...document.querySelectorAll<HTMLElement>('.row > details[open]')].map(
    ({ dataset }) => dataset.part,
  )
  element.setAttribute('topic', location.pathname.split('/').at(-1) ?? '')
  // `auto` would read the page's background, which the frame's page does not have.
  element.setAttribute('theme', theme === 'auto' ? 'system' : theme)
  element.setAttribute('open', openRows.join(' '))
  for (const name of ATTRIBUTES) element.setAttribute(name, parameters.get(name) ?? '')
  return element
}

/** Sends the height to any page, since it is not secret. */
function sendHeight(): void {
  const height = Math.ceil(box?.getBoundingClientRect().height ?? 0)
  const name = readSecret()
  const pym = new URLSearchParams(location.search).get('childId')
  send({ type: 'fact-box:height', height })
  send({ sentinel: 'amp', type: 'embed-size', height })
  // Embedly's format, which Iframely also reads; `domains` tells Iframely that this is not one of its own frames.
  send(JSON.stringify({ context: 'iframe.resize', src: location.href, height, domains: 'all' }))
  if (name) send({ message: 'height', value: height, secret: name })
  if (pym) send(`pymxPYMx${pym}xPYMxheightxPYMx${height}`)
}

function send(message: unknown): void {
  parent.postMessage(message, '*')
}

/** Read each time, since WordPress may add it after the frame has loaded. */
function readSecret(): unknown {
  return secret ?? location.hash.match(/secret=(\w+)/)?.[1]
}

/**
 * Opens the link in a new tab if the frame may open one. Otherwise WordPress follows links to the frame's own host; for other
 * links, and without WordPress, the URL is shown.
 */
function followLink(click: MouseEvent): void {
  // `composedPath`, since the box may be in a shadow root now.
  const link = (click.composedPath()[0] as Element).closest<HTMLAnchorElement>('a[href]')
  document.querySelector('output')?.remove()
  if (!link || click.defaultPrevented || click.ctrlKey || click.metaKey || click.shiftKey) return
  if (link.getAttribute('href')?.startsWith('#')) return
  click.preventDefault()
  const opened = open(link.href)
  if (opened) {
    leave(opened)
    return
  }
  const name = readSecret()
  if (name && link.host === location.host) {
    send({ message: 'link', value: link.href, secret: name })
    setTimeout(showAddress, FOLLOW_MS, link)
  } else showAddress(link)
}

/** Removes the new tab's reference to the frame. Fails if the tab inherits the sandbox, where it is not needed. */
function leave(opened: Window): void {
  try {
    opened.opener = null
  } catch {
    // The tab has an opaque origin, so it cannot reach the frame.
  }
}

/** Shows the URL below the link, within the frame, as selected text to copy, until the next click. */
function showAddress(link: HTMLAnchorElement): void {
  const address = document.createElement('output')
  address.textContent = link.href
  address.dir = 'ltr'
  document.body.append(address)
  const lowest = document.documentElement.clientHeight - address.offsetHeight
  address.style.insetBlockStart = `${scrollY + Math.min(link.getBoundingClientRect().bottom, lowest)}px`
  getSelection()?.selectAllChildren(address)
}
