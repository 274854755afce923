/** One route of the reference: what it is, what it takes, how to ask, what it answers. The form is the script's. */
import { html } from 'hono/html'
import { ORIGIN_PLACEHOLDER } from '../../../data/origin.ts'
import type { Html } from '../document.ts'
import type { ResolvedOperation, ResolvedParameter } from './resolved.ts'
import { formatCode } from './text.ts'

export function renderOperation(operation: ResolvedOperation): Html {
  const { path, id, summary, description, responses, pinned } = operation
  return html`<details class="route" id="${id}" data-path="${path}">
<summary><h3><code>${path}</code></h3> <span>${summary}</span></summary>
${description === undefined ? '' : html`<p>${formatCode(description)}</p>`}
${pinned === undefined ? '' : html`<p>As a release has it, permanently: <code>${pinned}</code></p>`}
${renderParameters(operation)}
<pre tabindex="0"><code class="curl">curl -s '${ORIGIN_PLACEHOLDER}${fillPath(operation)}'</code></pre>
${renderExample(operation)}
<p class="receipt">Answers: ${responses.map(([status, response]) => html`<span><b>${status}</b> ${formatCode(response.description)}</span> `)}</p>
</details>`
}

function renderParameters(operation: ResolvedOperation): Html | string {
  const { parameters } = operation
  if (parameters.length === 0) return ''
  return html`<div class="table" role="region" aria-label="Parameters of ${operation.path}" tabindex="0"><table>
<thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">What it does</th></tr></thead>
<tbody>
${parameters.map(
  (
    parameter,
  ) => html`<tr data-name="${parameter.name}" data-in="${parameter.in}" data-example="${formatExample(operation, parameter)}"${parameter.required ? html` data-required` : ''}>
<th scope="row"><code>${parameter.name}</code></th><td>${parameter.in}</td><td>${formatCode(parameter.description)} ${describeValues(parameter)}</td>
</tr>`,
)}
</tbody>
</table></div>`
}

function describeValues({ schema, example }: ResolvedParameter): Html | string {
  const names = schema.enum ?? schema.items?.enum
  if (names) return html`<span class="values">Of ${names.map((name) => html`<code>${name}</code> `)}</span>`
  const { minimum, maximum, multipleOf, default: usual } = schema
  if (maximum !== undefined) {
    const steps = multipleOf === undefined ? '' : ` in steps of ${multipleOf}`
    const otherwise = usual === undefined ? '' : `, ${usual} unless given`
    return html`<span class="values">From ${minimum} to ${maximum}${steps}${otherwise}.</span>`
  }
  return example === undefined ? '' : html`<span class="values">Such as <code>${String(example)}</code></span>`
}

/** An item's id is the one of the example that is shown. */
function formatExample({ responses }: ResolvedOperation, { name, example }: ResolvedParameter): string {
  if (example !== undefined || name !== 'id') return String(example ?? '')
  const shown = responses.flatMap(([, { content }]) => Object.values(content ?? {})).find((one) => one.example)?.example
  return (shown as { id?: string } | undefined)?.id ?? ''
}

/** The address with the examples of the parameters that it cannot do without. */
function fillPath(operation: ResolvedOperation): string {
  const { path, parameters } = operation
  const required = parameters.filter((parameter) => parameter.required)
  const values = new Map(required.map((parameter) => [parameter.name, formatExample(operation, parameter)]))
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) || whole)
  const inQuery = required.filter((parameter) => parameter.in === 'query')
  const query = new URLSearchParams(inQuery.map(({ name }): [string, string] => [name, values.get(name) ?? '']))
  return query.size === 0 ? filled : `${filled}?${query}`
}

function renderExample({ responses }: ResolvedOperation): Html | string {
  const [, ok] = responses.find(([status]) => status === '200') ?? []
  const [media] = Object.entries(ok?.content ?? {})
  if (!media) return ''
  const [type, { schema, example }] = media
  const name = schema?.$ref?.split('/').at(-1)
  const shape = name === undefined ? '' : html`, <a href="/v1/schemas/${name}.json">${name}</a>`
  const body =
    example === undefined ? '' : html`<pre tabindex="0"><code>${JSON.stringify(example, null, 2)}</code></pre>`
  return html`<p class="receipt">${type}${shape}${example === undefined ? '' : '; every list cut short'}</p>${body}`
}
