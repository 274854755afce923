/** What `widget/build` writes before the Worker is bundled. */
declare module '*/.build/widget-module.js' {
  /** A classic script of the shape `(function(FACT_BOX){…})()`. */
  export const SCRIPT: string
  /** Lower-case hex digest of its bytes. */
  export const SHA256: string
}
