/**
 * In the frame: sends the page around it the height of the box, at first, whenever it changes, and when asked, in the
 * messages that publishing systems understand; opens links where a sandbox lets the frame open none; and makes the box live
 * when a reader opens the first receipt, so that frames in which nobody does load no more than this.
 */

const box = document.querySelector('main')

/** Parameters of the frame that are attributes of the element too. */
const ATTRIBUTES = ['item', 'size', 'lang', 'sections', 'release']

/** As long as WordPress takes to follow a link. */
const FOLLOW_MS = 500

/** WordPress's name for this frame, if it is not the one in the address. */
let secret: unknown

if (box) addEventListener('click', openFirstReceipt)
if (box && parent !== window) {
  // At once, since a browser observes nothing in a frame that is clipped away, as WordPress has it until then.
  sendHeight()
  new ResizeObserver(sendHeight).observe(box)
  addEventListener('message', ({ data, source }) => {
    if (source !== parent) return
    if (data?.message === 'ready') secret = data.secret
    else if (data?.type !== 'fact-box:measure') return
    sendHeight()
  })
  // A sandbox may allow no new tabs, and nothing tells whether there is one.
  addEventListener('click', followLink)
}

/** The element replaces what the server rendered, and is given the same click. It handles all later ones itself. */
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
  // The rendered box is shown as the element's fallback until then.
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
  // The frame's page has no background by which the box could tell.
  element.setAttribute('theme', theme === 'auto' ? 'system' : theme)
  element.setAttribute('open', openRows.join(' '))
  for (const name of ATTRIBUTES) element.setAttribute(name, parameters.get(name) ?? '')
  return element
}

/** The height is no secret, so any page may read it. */
function sendHeight(): void {
  const height = Math.ceil(box?.getBoundingClientRect().height ?? 0)
  const name = readSecret()
  const pym = new URLSearchParams(location.search).get('childId')
  send({ type: 'fact-box:height', height })
  send({ sentinel: 'amp', type: 'embed-size', height })
  // Embedly's, which Iframely reads too; `domains` tells Iframely that this is not one of its own.
  send(JSON.stringify({ context: 'iframe.resize', src: location.href, height, domains: 'all' }))
  if (name) send({ message: 'height', value: height, secret: name })
  if (pym) send(`pymxPYMx${pym}xPYMxheightxPYMx${height}`)
}

function send(message: unknown): void {
  parent.postMessage(message, '*')
}

/** WordPress may add it after the frame has loaded. */
function readSecret(): unknown {
  return secret ?? location.hash.match(/secret=(\w+)/)?.[1]
}

/**
 * A new tab, if the frame may open one. If not, WordPress follows links to the frame's own host, and of any other, or
 * without WordPress, the address is shown.
 */
function followLink(click: MouseEvent): void {
  // The first target, since the box may be in a shadow root by now.
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

/** Without a way back to the frame. A sandbox that the tab inherits refuses, and is none. */
function leave(opened: Window): void {
  try {
    opened.opener = null
  } catch {
    // It has no origin by which it could reach the frame.
  }
}

/** Under the link and within the frame, as text to copy, until the next click. */
function showAddress(link: HTMLAnchorElement): void {
  const address = document.createElement('output')
  address.textContent = link.href
  address.dir = 'ltr'
  document.body.append(address)
  const lowest = document.documentElement.clientHeight - address.offsetHeight
  address.style.insetBlockStart = `${scrollY + Math.min(link.getBoundingClientRect().bottom, lowest)}px`
  getSelection()?.selectAllChildren(address)
}
