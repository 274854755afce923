/** A topic in which every text tries to be more than a text. */
import type { Authored } from '../../../data/schema/authored.ts'
import { loadChecked, TEST_TOPICS } from '../../fixtures/topics.ts'

export const HOSTILE = 'harbour-bridge-closure'

/** Calls `pwned` wherever it is parsed as more than text: HTML, XML, a script, a template, Markdown. */
export const PAYLOAD =
  '</script><script>pwned()</script></title></style></textarea></noscript><img src=x onerror=pwned()><svg onload=pwned()>' +
  '"\' autofocus onfocus=pwned() ]]><!-- &lt;b&gt; {{pwned()}} [x](javascript:pwned()) \u2028pwned()\u2029 \\'

/** Starts like a formula; each spreadsheet recognises one of them. */
export const FORMULAS = ['=', '+', '-', '@'].map((sign) => `${sign}HYPERLINK("https://evil.example","x")`)

const TEXT_FIELDS = new Set([
  ...['name', 'text', 'description', 'outcome', 'reason', 'before', 'after', 'headline', 'publisher', 'dateline'],
  ...['dateBasis', 'roleName', 'basis', 'attributionText'],
])

export async function loadHostileTopic(): Promise<Authored> {
  const [authored] = await loadChecked(TEST_TOPICS, [HOSTILE])
  let texts = 0
  const poison = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((part) => poison(part, key))
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, poison(part, name)]))
    }
    const isText = typeof value === 'string' && (TEXT_FIELDS.has(key) || key === 'alternateName')
    return isText ? `${FORMULAS[texts++ % FORMULAS.length]} ${PAYLOAD}` : value
  }
  return poison(authored) as Authored
}
