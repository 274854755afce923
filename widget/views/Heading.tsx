/** A heading so many levels below the box's title, which the publisher places in the page's outline. */
import type { ComponentChildren } from 'preact'
import type { Context } from '../context.ts'

interface HeadingProps {
  depth: number
  context: Context
  children?: ComponentChildren
}

export function Heading({ depth, context, children }: HeadingProps) {
  const Tag = `h${Math.min(6, context.config.headingLevel + depth)}` as 'h2'
  return <Tag class={`depth${depth}`}>{children}</Tag>
}
