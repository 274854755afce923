/**
 * Builds the views' DOM in browsers. The views are Preact components: Preact types them and renders them on the server.
 * Here they are drawn once and never change, so these lines stand in for its 4 kB: the bundle calls them wherever the
 * JSX says so. Elements only, nothing parsed: no content policy or trusted-types rule has anything to refuse.
 */
import type { ComponentChild, ComponentChildren } from 'preact'

type Props = Record<string, unknown>
type Drawn = Node | string | number | false | null | undefined | Drawn[]

const SVG = /^(svg|g|line|rect|circle|path)$/

/** An element, or what a component returns. Attributes as in HTML: false and absent ones are left out. */
export function h(type: string | ((props: Props) => Drawn), props: Props | null, ...children: Drawn[]): Drawn {
  if (typeof type === 'function') return type({ ...props, children })
  const node = SVG.test(type)
    ? document.createElementNS('http://www.w3.org/2000/svg', type)
    : document.createElement(type)
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value || value === 0) node.setAttribute(name, value === true ? '' : `${value}`)
  }
  append(node, children)
  return node
}

export function Fragment({ children }: Props): Drawn {
  return children as Drawn
}

/** Puts a view in the place of whatever the parent holds. */
export function render(view: ComponentChild | ComponentChildren, parent: ParentNode): void {
  parent.replaceChildren()
  append(parent, view as Drawn)
}

function append(parent: ParentNode, child: Drawn): void {
  if (Array.isArray(child)) for (const part of child) append(parent, part)
  else if (child || child === 0) parent.append(child as Node)
}
