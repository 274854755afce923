/** What each way to embed needs from the site. */

import { KINDS, type Kind } from '../../query/choice.ts'
import { Table } from '../elements.tsx'

interface Needs {
  script: string
  policy: string
  wordpress: string
  amp: string
  mail: string
}

const UNFILTERED = 'A role that may post unfiltered HTML: Administrator or Editor; on a network, Super Admin'

/** `HOST` is this service. */
const NEEDS: Record<Kind, Needs> = {
  quotation: {
    script: 'Yes; without it, only the text',
    policy:
      "script-src HOST; connect-src HOST to open receipts in place, and for all but the compact box; style-src-attr 'unsafe-inline' to reserve the height",
    wordpress: `${UNFILTERED}. For others, only the text`,
    amp: 'Only the text',
    mail: 'Only the text',
  },
  element: {
    script: 'Yes; without it, only the text',
    policy: 'script-src HOST; connect-src HOST',
    wordpress: UNFILTERED,
    amp: 'No',
    mail: 'No',
  },
  html: {
    script: 'No',
    policy: "style-src 'unsafe-inline'",
    wordpress: UNFILTERED,
    amp: 'No',
    mail: 'No',
  },
  frame: {
    script: 'Only for its height',
    policy: 'frame-src HOST; script-src HOST for the height',
    wordpress: UNFILTERED,
    amp: 'Yes, as amp-iframe, which AMP resizes to the box',
    mail: 'No',
  },
  address: {
    script: 'No',
    policy: 'frame-src HOST',
    wordpress: 'Any role: paste the link on a line of its own',
    amp: 'As the site embeds it',
    mail: 'A link',
  },
  mail: {
    script: 'No',
    policy: 'img-src HOST',
    wordpress: 'Any role',
    amp: 'No',
    mail: 'Yes',
  },
}

const COLUMNS: { [Name in keyof Needs]: string } = {
  script: 'A script',
  policy: 'Content Security Policy',
  wordpress: 'WordPress',
  amp: 'AMP',
  mail: 'E-mail',
}

export function Requirements({ origin }: { origin: string }) {
  const { host } = new URL(origin)
  return (
    <section>
      <h2 id="needs">What each way needs</h2>
      <Table label="What each way needs" columns={['As', ...Object.values(COLUMNS)]}>
        {Object.entries(KINDS).map(([kind, { name }]) => (
          <tr>
            <th scope="row">{name}</th>
            {Object.keys(COLUMNS).map((column) => (
              <td>{NEEDS[kind as Kind][column as keyof Needs].replaceAll('HOST', host)}</td>
            ))}
          </tr>
        ))}
      </Table>
    </section>
  )
}
