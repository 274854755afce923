/** Builds elements without a string of markup ever being parsed, so that Trusted Types have nothing to refuse. */
type Attributes = Record<string, string>
type Child = Node | string | number | false | undefined

export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children.filter((child) => child !== false && child !== undefined).map(toNode))
  return element
}

function toNode(child: Node | string | number): Node | string {
  return typeof child === 'number' ? String(child) : child
}

/** An element that the server's markup has. */
export function find<Type extends HTMLElement>(id: string): Type {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element as Type
}
