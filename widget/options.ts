/**
 * What a publisher may set: attributes of `<fact-box>`, and the same with `data-` before them on a tag or a quotation. Pure: a bad
 * value counts as absent.
 */
/** The box's rows in display order. */
export const ROWS = [
  'timeline',
  'agreed',
  'disputed',
  'denied',
  'claimed',
  'planned',
  'reported',
  'unknowns',
  'parties',
  'sources',
  'corrections',
] as const
export type RowName = (typeof ROWS)[number]

/** Names of rows, separated by white space or commas. */
const ROW_LIST = RegExp(`^((${ROWS.join('|')})[\\s,]*)+$`)

const ALLOWED = {
  topic: /^[a-z\d-]+$/,
  item: /^[a-z\d-]+$/,
  size: /^(compact|full)$/,
  theme: /^(auto|system|light|dark)$/,
  lang: /^[\w-]+$/,
  open: ROW_LIST,
  sections: ROW_LIST,
  'heading-level': /^[2-6]$/,
  'max-height': /^[1-9]\d*$/,
  release: /^[1-9]\d*$/,
}

export type OptionName = keyof typeof ALLOWED

export const OPTION_NAMES = Object.keys(ALLOWED) as OptionName[]

/** What each attribute of the element may be. Its origin is no option: that does not change what is shown. */
export const ATTRIBUTES = { ...ALLOWED, origin: /^https?:\/\/[^/]+/ }

/** Values as written, if present and allowed. */
export type Options = Partial<Record<OptionName, string>>

/**
 * `read` returns an attribute's value, or null when it is absent. The result has no prototype, so a polluted `Object.prototype`
 * has no effect.
 */
export function parseOptions(read: (name: OptionName) => string | null | undefined): Options {
  const options = { __proto__: null } as Options
  for (const name of OPTION_NAMES) {
    const value = read(name)
    if (value && ALLOWED[name].test(value)) options[name] = value
  }
  return options
}
