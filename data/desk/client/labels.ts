/** Labels and hints for fields and choices whose names in the schema are not clear to editors. */

const LABELS: Record<string, string> = {
  about: 'About (people, organizations, events)',
  abstract: 'Abstract',
  alternateName: 'Other names',
  attributionText: 'Credit line',
  dateBasis: 'Evidence for the date',
  datePrecision: 'Precision of the date',
  datePublished: 'Published on',
  inLanguage: 'Language',
  lead: 'Represents its group in the compact box',
  outletNote: 'Our note on the outlet',
  reportedBy: 'Reported by',
  reportUrl: 'Where readers report an error',
  roleName: 'Role, as the source gives it',
  sameAs: 'Pages about the same person or organization',
  spokenBy: 'Spoken by',
  standalone: 'Must never be shown alone',
  superEvent: 'Part of the event',
  temporalCoverage: 'Period, such as 2031-03-12 or 2031-03-12/2031-04-01',
  url: 'Web address',
  unknowns: 'What no source answers',
}

/** Used instead of descriptions that name values of the schema. */
const HINTS: Record<string, string> = {
  startDate: 'As precise as the source: 2031-03-12, 2031-03 or 2031.',
  endDate:
    'The last day of an event of several days; for an approximate date, the last day on which it can have happened.',
  standalone:
    'It is shown only in its context: never as a card, a picture, a notification or a search result of its own.',
  temporalCoverage: 'From the first to the last day that the box covers.',
}

const CHOICES: Record<string, string> = {
  agreed: 'agreed: sides are said to have agreed; the text says who says so',
  claimed: 'claimed: somebody says so; needs a claimant',
  disputed: 'disputed: the claimant disputes it',
  denied: 'denied: the claimant denies it',
  planned: 'planned: an invitation, an intention, something expected',
  reported: 'reported: the source’s plain account',
  day: 'day: the source gives a day',
  month: 'month',
  year: 'year',
  approximate: 'approximate: it happened between the two dates',
  unknown: 'unknown: the source gives no date',
}

export function labelOf(key: string): string {
  const words = key.replace(/([A-Z])/g, ' $1').toLowerCase()
  return LABELS[key] ?? words.charAt(0).toUpperCase() + words.slice(1)
}

/** The label without its explanation. */
export const shortLabelOf = (key: string) =>
  labelOf(key)
    .replace(/[,(].*/, '')
    .trim()

/** Translates remedies from keys and values of the files to labels of the form. */
const REMEDIES: [RegExp, (...found: string[]) => string][] = [
  [/\badd standalone: false/, () => `tick “${labelOf('standalone')}”`],
  [/\bkeep lead: true on/, () => `keep “${labelOf('lead')}” ticked on`],
  [/\badd claimant: the id of who says so/, () => 'choose who says so as the claimant'],
  [/\bwrite (before): (.+)/, (_, key = '', words = '') => `write “${words}” under “${shortLabelOf(key)}”`],
  [/\bset (datePrecision): (\w+)/, (_, key = '', choice = '') => `choose “${choice}” as “${shortLabelOf(key)}”`],
  [/\b(?:startDate|endDate|dateBasis|datePrecision)\b/g, (key = '') => `“${shortLabelOf(key)}”`],
  [/^correct (\w+)$/, (_, key = '') => `correct “${shortLabelOf(key)}”`],
]

export const remedyInForm = (remedy: string): string =>
  REMEDIES.reduce((words, [found, say]) => words.replace(found, say), remedy)

/** The label of a file's tab. */
export const tabLabel = (file: string) => (file === 'articles' ? 'Sources' : labelOf(file))

export const hintOf = (key: string, description: string | undefined) => HINTS[key] ?? description

export const choiceLabel = (choice: string) => CHOICES[choice] ?? choice

/** The name of one item of a list. */
const ITEMS: Record<string, string> = {
  abstract: 'sentence',
  summary: 'sentence',
  people: 'person',
  organizations: 'organization',
  parties: 'party',
  articles: 'source',
  retired: 'retired id',
  about: 'entry',
  alternateName: 'name',
  sameAs: 'page',
}

export const itemLabel = (key: string) => ITEMS[key] ?? key.replace(/s$/, '')
