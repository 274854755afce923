/** A heading at a level of the page's outline, with an optional hint. */
import type { View } from '../view.ts'

const LOWEST_LEVEL = 6

interface HeadingProps {
  level: number
  text: string
  hint?: string | 0 | undefined
  attributes?: View['contentLang'] & { part?: string | undefined; class?: string }
}

export function Heading({ level, text, hint, attributes }: HeadingProps) {
  const Tag = `h${Math.min(LOWEST_LEVEL, level)}` as 'h2'
  return (
    <Tag {...attributes}>
      {text}
      {hint && <small> {hint}</small>}
    </Tag>
  )
}
