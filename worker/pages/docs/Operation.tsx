/** One route of the API reference: description, parameters, command, example and statuses. The page's script adds the form. */
import { ORIGIN_PLACEHOLDER } from '../../../data/build/urls.ts'
import { CodeBlock, Marked, Table } from '../elements.tsx'
import type { ResolvedOperation, ResolvedParameter } from './openapi.ts'

interface OperationProps {
  operation: ResolvedOperation
}

export function Operation({ operation }: OperationProps) {
  const { path, id, summary, description, responses, pinned } = operation
  return (
    <details class="route" id={id} data-path={path}>
      <summary>
        <h3>
          <code>{path}</code>
        </h3>{' '}
        <small>{summary}</small>
      </summary>
      {description !== undefined && (
        <p>
          <Marked text={description} />
        </p>
      )}
      {pinned !== undefined && (
        <p>
          In a release, permanently: <code>{pinned}</code>
        </p>
      )}
      <Parameters operation={operation} />
      <Command operation={operation} />
      <Example operation={operation} />
      <p class="dateline">
        Responses:{' '}
        {responses.map(([status, response]) => (
          <span>
            <b>{status}</b> <Marked text={response.description} />{' '}
          </span>
        ))}
      </p>
    </details>
  )
}

function Parameters({ operation }: OperationProps) {
  const { parameters, path } = operation
  if (parameters.length === 0) return null
  return (
    <Table label={`Parameters of ${path}`} columns={['Parameter', 'What it does']}>
      {parameters.map((parameter) => (
        <tr
          data-name={parameter.name}
          data-in={parameter.in}
          data-example={formatExample(parameter)}
          data-required={parameter.required ? '' : undefined}
        >
          <th scope="row">
            <code>{parameter.name}</code> <small>{parameter.in}</small>
          </th>
          <td>
            <Marked text={parameter.description} /> <ParameterValues parameter={parameter} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

function ParameterValues({ parameter: { schema, example } }: { parameter: ResolvedParameter }) {
  const names = schema.enum ?? schema.items?.enum
  if (names) {
    return (
      <span class="values">
        One of{' '}
        {names.map((name) => (
          <>
            <code>{name}</code>{' '}
          </>
        ))}
      </span>
    )
  }
  const { minimum, maximum, multipleOf, default: usual } = schema
  if (maximum !== undefined) {
    const steps = multipleOf === undefined ? '' : ` in steps of ${multipleOf}`
    const otherwise = usual === undefined ? '' : `, ${usual} by default`
    return <span class="values">{`From ${minimum} to ${maximum}${steps}${otherwise}.`}</span>
  }
  if (example === undefined) return null
  return (
    <span class="values">
      For example <code>{String(example)}</code>
    </span>
  )
}

/** A command that runs unchanged. Omitted if a part of the URL has no example, such as a hash. */
function Command({ operation }: OperationProps) {
  const path = fillPath(operation)
  return path.includes('{') ? null : <CodeBlock class="curl" text={`curl -s '${ORIGIN_PLACEHOLDER}${path}'`} />
}

/** Returns the URL with the examples of its required parameters. */
function fillPath({ path, parameters }: ResolvedOperation): string {
  const required = parameters.filter((parameter) => parameter.required)
  const values = new Map(required.map((parameter) => [parameter.name, formatExample(parameter)]))
  const filled = path.replace(/\{(\w+)\}/g, (whole, name: string) => values.get(name) || whole)
  const inQuery = required.filter((parameter) => parameter.in === 'query')
  if (inQuery.length === 0) return filled
  // Colons and slashes are allowed in a query (RFC 3986, 3.4); unencoded, the placeholder of the origin can be replaced.
  const encode = (text = '') => encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2F', '/')
  return `${filled}?${inQuery.map(({ name }) => `${name}=${encode(values.get(name))}`).join('&')}`
}

function formatExample({ example }: ResolvedParameter): string {
  return String(example ?? '')
}

function Example({ operation: { responses } }: OperationProps) {
  const [, ok] = responses.find(([status]) => status === '200') ?? []
  const [media] = Object.entries(ok?.content ?? {})
  if (!media) return null
  const [type, { schema, example }] = media
  const name = schema?.$ref?.split('/').at(-1)
  return (
    <>
      <p class="dateline">
        {type}
        {name && (
          <>
            {', '}
            <a href={`/v1/schemas/${name}.json`}>{name}</a>
          </>
        )}
        {example !== undefined && '; lists are shortened'}
      </p>
      {example !== undefined && <CodeBlock text={JSON.stringify(example, null, 2)} />}
    </>
  )
}
