/** The reference's one behaviour: a form for every route, made of its table of parameters when the route is opened. */
import { create } from '../../browser/dom.ts'
import { type Field, formatAddress, formatCommand } from './address.ts'
import { send } from './send.ts'

for (const route of document.querySelectorAll<HTMLDetailsElement>('details.route')) {
  route.addEventListener('toggle', () => addForm(route))
}
openTarget()
window.addEventListener('hashchange', openTarget)

/** A link to a route opens it. */
function openTarget(): void {
  const target = document.getElementById(location.hash.slice(1))
  if (target instanceof HTMLDetailsElement) target.open = true
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
    void send(formatAddress(path, read()), read(), answer)
  })
  route.append(form, answer)
}

/** What an address cannot do without begins with its example; the rest shows it. */
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
