/** What `widget/build` writes before the Worker is bundled. */
declare module '*/.build/widget-module.js' {
  /** A classic script of the shape `(function(FACT_BOX){…})()`. */
  export const SCRIPT: string
  /** Lower-case hex digest of its bytes. */
  export const SHA256: string
}

/** What `worker/build` writes before the Worker is bundled: what the pages load, at `/assets/{name}`. */
declare module '*/.build/pages-module.js' {
  interface Asset {
    name: string
    text: string
  }
  export const VERIFY_SCRIPT: Asset
  export const VERIFY_STYLE: Asset
  /** Digest of all that pages are made of, templates included. */
  export const SHA256: string
}

/** What `worker/openapi` writes before the Worker is bundled. */
declare module '*/.build/openapi-module.js' {
  /** The OpenAPI document, with the placeholder for its origin. */
  export const DOCUMENT: string
  /** Lower-case hex digest of its bytes. */
  export const SHA256: string
}

/** What `worker/openapi` writes before the Worker is bundled: what the reference's page loads, at `/assets/{name}`. */
declare module '*/.build/docs-module.js' {
  interface Asset {
    name: string
    text: string
  }
  export const DOCS_STYLE: Asset
  export const DOCS_SCRIPT: Asset
  /** Digest of the page, with the placeholder for its origin. */
  export const SHA256: string
}
