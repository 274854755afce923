/** What `widget/build` writes before the Worker is bundled. */
declare module '*/.build/widget-module.js' {
  /** Lower-case hex digest of the script's bytes. */
  export const SHA256: string
  /** The script's, as an `integrity` attribute has it. */
  export const INTEGRITY: string
  /** Lower-case hex digest of the one-tag script's bytes. */
  export const TAG_SHA256: string
  /** Names the build of the widget. */
  export const VERSION: string
}

/** What `worker/build` writes before the Worker is bundled. */
declare module '*/.build/assets-module.js' {
  /** Of each file that pages load, by its name in the table: the one that it has at `/assets/`. */
  export const NAMES: Record<string, string>
  /** The widget's languages: the tag, and what its speakers call it. */
  export const LANGUAGE_NAMES: [string, string][]
}

declare module '*/.build/parameters-module.js' {
  /** `StoredQueries` of `query/route-query.ts`, as JSON. */
  export const QUERIES: string
  /** Digest of the code that makes lists, items and scripts. */
  export const CODE: string
}
