/** One part of the box: a heading that opens and closes, without script. */
import type { ComponentChildren } from 'preact'
import type { Section as Name } from '../config.ts'
import type { Context } from '../context.ts'
import { Heading } from './Heading.tsx'

interface SectionProps {
  name: Name
  /** What can be seen of it while it is closed. */
  hint: string | number
  isOpen: boolean
  context: Context
  children?: ComponentChildren
}

export function Section({ name, hint, isOpen, context, children }: SectionProps) {
  return (
    <details class={`section ${name}`} open={isOpen}>
      <summary>
        <Heading depth={1} context={context}>
          {context.strings.sections[name]} <small>{hint}</small>
        </Heading>
      </summary>
      {children}
    </details>
  )
}
