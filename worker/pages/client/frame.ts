/**
 * In the frame: sends the page around it the height of the box, at first, whenever it changes, and when asked, in the
 * messages that publishing systems understand; and opens links where a sandbox lets the frame open none.
 */

const box = document.querySelector('main')

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
  const link = (click.target as Element).closest<HTMLAnchorElement>('a[href]')
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
