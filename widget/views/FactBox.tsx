/** The whole box. Pure: the same box and config give the same nodes, in a browser and on a server. */
import type { ComponentChildren } from 'preact'
import type { Section as Name } from '../config.ts'
import type { Context } from '../context.ts'
import { Corrections } from './Corrections.tsx'
import { Drawing } from './Drawing.tsx'
import { Events } from './Events.tsx'
import { Footer } from './Footer.tsx'
import { Header } from './Header.tsx'
import { Parties } from './Parties.tsx'
import { Root } from './Root.tsx'
import { Section } from './Section.tsx'
import { Sources } from './Sources.tsx'
import { Claims, Statements } from './Statements.tsx'
import { Unknowns } from './Unknowns.tsx'

const OPEN: readonly Name[] = ['timeline', 'agreed', 'unknowns', 'corrections']
const BY_CLAIMANT: readonly Name[] = ['claimed', 'disputed', 'denied']

export function FactBox({ context }: { context: Context }) {
  const { config, strings } = context
  return (
    <Root theme={config.theme} strings={strings}>
      <Header context={context} />
      {config.sections.map((name) => {
        const [hint, body] = fillSection(name, context)
        return (
          !!hint && (
            <Section name={name} hint={hint} isOpen={OPEN.includes(name)} context={context}>
              {body}
            </Section>
          )
        )
      })}
      <Footer context={context} />
      {config.maxHeight < Infinity && <button class="more">{strings.showAll}</button>}
    </Root>
  )
}

/** A section's hint, by default how much there is in it, and its content. Without a hint there is no section. */
function fillSection(name: Name, context: Context): readonly [string | number, ComponentChildren] {
  const { box, strings } = context
  switch (name) {
    case 'timeline':
      return [box.events.length && strings.toScale, [<Drawing context={context} />, <Events context={context} />]]
    case 'parties':
      return [box.people.length + box.organizations.length, <Parties context={context} />]
    case 'unknowns':
      return [box.unknowns.length, <Unknowns context={context} />]
    case 'sources':
      return [box.articles.length, <Sources context={context} />]
    case 'corrections':
      return [box.corrections.length, <Corrections context={context} />]
    default: {
      const statements = box.statements.filter(({ status }) => status === name)
      if (!BY_CLAIMANT.includes(name))
        return [statements.length, <Statements statements={statements} context={context} />]
      const claimants = [...new Set(statements.map(({ claimant }) => claimant))]
      const names = claimants.map((id) => context.party(id)?.name).join(', ')
      return [names || statements.length, <Claims statements={statements} claimants={claimants} context={context} />]
    }
  }
}
