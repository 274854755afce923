/** Modules that the build writes before the Worker is bundled; this one by `widget/build`. */
declare module '*/.build/widget-module.js' {
  /** Lower-case hex digest of the script's bytes. */
  export const SHA256: string
  /** The script's digest as the value of an `integrity` attribute. */
  export const INTEGRITY: string
  /** Lower-case hex digest of the one-tag script's bytes. */
  export const TAG_SHA256: string
  /** Names the build of the widget. */
  export const VERSION: string
}

/** By `worker/build`. */
declare module '*/.build/assets-module.js' {
  /** The name at `/assets/` of each file that pages load, by its name in `LOADED`. */
  export const NAMES: Record<string, string>
  /** The widget's languages: the tag, and the language's own name. */
  export const LANGUAGE_NAMES: [string, string][]
}

declare module '*/.build/parameters-module.js' {
  /** `StoredQueries` of `query/route-query.ts`, as JSON. */
  export const QUERIES: string
  /** Digest of the code that renders lists, items and scripts. */
  export const CODE: string
}
