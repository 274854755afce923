/** The module `/widget.mjs`, for TypeScript: copy this file beside your code, or point `paths` at it. */

/** `<fact-box>`. Defined when the module is imported; attributes may change at any time. */
export declare class FactBoxElement extends HTMLElement {
  /** A box as `/v1/topics/{topic}/box` has it, from whoever has it already; without one, the element fetches it. */
  box?: { topic: string; release: number }
}

/** What every event of the element tells; each bubbles, through shadow roots too. */
export interface FactBoxDetail {
  topic: string
}

/** Attributes, as JSX and templates may check them. */
export interface FactBoxAttributes {
  topic: string
  theme?: 'auto' | 'light' | 'dark'
  lang?: 'en' | 'ar' | 'fa'
  /** Names of sections, with spaces or commas between them. */
  sections?: string
  'heading-level'?: '2' | '3' | '4' | '5' | '6'
  /** In px, without a unit. */
  'max-height'?: string
  /** A release's number. */
  release?: string
}

declare global {
  interface HTMLElementTagNameMap {
    'fact-box': FactBoxElement
  }

  interface GlobalEventHandlersEventMap {
    /** The box is there, whole. */
    'fact-box:ready': CustomEvent<FactBoxDetail & { release: number }>
    /** A reader opened or closed a part: the name of a section, the id of an event, or `all`. */
    'fact-box:toggle': CustomEvent<FactBoxDetail & { part: string; open: boolean }>
    /** A reader followed a receipt: the id of the article, and the address. */
    'fact-box:cite': CustomEvent<FactBoxDetail & { article: string; url: string }>
    /** The box could not be had; the fallback stays. */
    'fact-box:error': CustomEvent<FactBoxDetail & { error: unknown }>
  }
}
