/**
 * In the frame: sends the page around it the height of the box, at first, whenever it changes, and when asked, in the
 * messages that publishing systems understand; opens links where a sandbox lets the frame open none; and makes the box live
 * when a reader opens the first receipt, so that frames in which nobody does load no more than this.
 */

const box = document.querySelector('main')

/** Parameters of the frame that are attributes of the element too. */
const ATTRIBUTES = ['item', 'size', 'lang', 'sections', 'release']

if (box) addEventListener('click', openFirstReceipt)
if (box && parent !== window) {
  // At once, since a browser observes nothing in a frame that is clipped away, as WordPress has it until then.
  sendHeight()
  new ResizeObserver(sendHeight).observe(box)
  addEventListener('message', ({ data, source }) => {
    if (source === parent && (data?.type === 'fact-box:measure' || data?.message === 'ready')) sendHeight()
  })
  // A sandbox without `allow-same-origin`, such as WordPress's.
  if (self.origin === 'null') addEventListener('click', followLink)
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
  const secret = readSecret()
  const pym = new URLSearchParams(location.search).get('childId')
  send({ type: 'fact-box:height', height })
  send({ sentinel: 'amp', type: 'embed-size', height })
  // Embedly's, which Iframely reads too; `domains` tells Iframely that this is not one of its own.
  send(JSON.stringify({ context: 'iframe.resize', src: location.href, height, domains: 'all' }))
  if (secret) send({ message: 'height', value: height, secret })
  if (pym) send(`pymxPYMx${pym}xPYMxheightxPYMx${height}`)
}

function send(message: unknown): void {
  parent.postMessage(message, '*')
}

/** WordPress's name for this frame, which it may add after the frame has loaded. */
function readSecret(): string | undefined {
  return location.hash.match(/secret=(\w+)/)?.[1]
}

/**
 * A new tab, if the sandbox allows it. If not, WordPress follows links to the frame's own host, and of any other the
 * address is shown.
 */
function followLink(click: MouseEvent): void {
  // The first target, since the box may be in a shadow root by now.
  const link = (click.composedPath()[0] as Element).closest<HTMLAnchorElement>('a[href]')
  document.querySelector('output')?.remove()
  if (!link || click.defaultPrevented || link.getAttribute('href')?.startsWith('#')) return
  click.preventDefault()
  const secret = readSecret()
  const opened = open(link.href)
  if (opened) opened.opener = null
  else if (secret && link.host === location.host) send({ message: 'link', value: link.href, secret })
  else showAddress(link)
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
