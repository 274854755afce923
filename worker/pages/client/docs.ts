/** The script of the API reference: adds a form to a route when it is opened, from its table of parameters. */

const SHOWN_HEADERS = ['content-type', 'etag', 'x-release', 'x-stale', 'cache-control', 'link', 'retry-after']
const MAX_SHOWN = 20_000

for (const route of document.querySelectorAll<HTMLDetailsElement>('details.route')) {
  route.addEventListener('toggle', () => addForm(route))
}
openTarget()
window.addEventListener('hashchange', openTarget)

/** Opens the route in the URL's fragment. */
function openTarget(): void {
  const target = document.getElementById(location.hash.slice(1))
  if (target instanceof HTMLDetailsElement) target.open = true
}

/** Creates an element without parsing markup, so that it works under Trusted Types. */
function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

function addForm(route: HTMLDetailsElement): void {
  const { path } = route.dataset
  const command = route.querySelector('.curl')
  if (!route.open || path === undefined || !command || route.querySelector('form')) return
  const inputs = [...route.querySelectorAll<HTMLElement>('tr[data-name]')].map((row) => createInput(route.id, row))
  const read = (): Field[] =>
    inputs.map(({ input, ...field }) => ({ ...field, value: input.value.trim() })).filter(({ value }) => value !== '')
  const origin = new URL(command.textContent.match(/https?:[^']+/)?.[0] ?? location.href).origin
  const answer = create('div', { class: 'answer', role: 'status' })
  const form = create(
    'form',
    { class: 'try', 'aria-label': `Try ${path}` },
    ...inputs.map(({ name, input }) => create('p', {}, create('label', { for: input.id }, name), input)),
    create('button', {}, 'Send'),
  )
  form.addEventListener('input', () => {
    command.textContent = formatCommand(origin, path, read())
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void sendRequest(formatAddress(path, read()), read(), answer)
  })
  route.append(form, answer)
}

/** Creates a parameter's input. Its example is the value if the parameter is required, otherwise the placeholder. */
function createInput(route: string, row: HTMLElement): Omit<Field, 'value'> & { input: HTMLInputElement } {
  const { name = '', in: place = '', example = '', required } = row.dataset
  const input = create('input', {
    id: `${route}-${name}`,
    placeholder: example,
    autocomplete: 'off',
    spellcheck: 'false',
  })
  if (required !== undefined) {
    input.required = true
    input.value = example
  }
  return { name, place, input }
}

/** Requests a URL and shows the response: status, selected headers, and the start of the body. */
async function sendRequest(address: string, fields: Field[], answer: HTMLElement): Promise<void> {
  answer.replaceChildren(create('p', { class: 'dateline' }, `Requesting ${address} …`))
  try {
    // `no-store`, so that the response comes from the service and not from the browser's cache.
    const response = await fetch(address, { headers: selectIn('header', fields), cache: 'no-store' })
    const text = formatBody(await response.text())
    const headers = SHOWN_HEADERS.flatMap((name) => {
      const value = response.headers.get(name)
      return value === null ? [] : [`${name}: ${value}`]
    })
    answer.replaceChildren(
      create('p', {}, create('b', {}, `${response.status} ${response.statusText}`), ` from ${response.url}`),
      create('pre', { tabindex: '0' }, create('code', {}, `${headers.join('\n')}\n\n${shorten(text)}`)),
    )
  } catch {
    answer.replaceChildren(create('p', {}, 'No response. Check your connection and try again.'))
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
  if (text.length <= MAX_SHOWN) return text
  return `${text.slice(0, MAX_SHOWN)}\n… and ${text.length - MAX_SHOWN} more characters`
}

interface Field {
  name: string
  /** path, query or header. */
  place: string
  value: string
}

/** Returns the URL for the entered values. */
function formatAddress(path: string, fields: Field[]): string {
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const field = fields.find((one) => one.place === 'path' && one.name === name)
    return field ? encodeURIComponent(field.value) : whole
  })
  const query = new URLSearchParams(selectIn('query', fields)).toString().replaceAll('%2C', ',')
  return query === '' ? filled : `${filled}?${query}`
}

function formatCommand(origin: string, path: string, fields: Field[]): string {
  const headers = selectIn('header', fields).map(([name, value]) => ` -H '${name}: ${value.replaceAll("'", "'\\''")}'`)
  return `curl -s${headers.join('')} '${origin}${formatAddress(path, fields).replaceAll("'", '%27')}'`
}

function selectIn(place: string, fields: Field[]): [string, string][] {
  return fields.filter((field) => field.place === place).map(({ name, value }) => [name, value])
}
