/** Types of the module `/widget.mjs`: copy this file into your project, or refer to it in `paths`. */

/** `<fact-box>`. Defined when the module is imported; attributes may change at any time. */
export declare class FactBoxElement extends HTMLElement {
  /** The box to show; without one, the element fetches it. */
  box: FactBoxData | undefined
}

/** A box as in the response of `/v1/topics/{topic}/box`. */
export interface FactBoxData {
  topic: string
  release: number
}

/** The `detail` of every event of the element. All of them bubble and are composed. */
export interface FactBoxDetail {
  topic: string
}

/** Attributes, for checks in JSX and templates. */
export interface FactBoxAttributes {
  topic: string
  /** Id of one statement or event, shown alone as a card. */
  item?: string
  size?: 'compact' | 'full'
  theme?: 'auto' | 'system' | 'light' | 'dark'
  /** Language of the box's own words (BCP 47); by default the page's. English if the box does not have the language. */
  lang?: string
  /** Names of rows that are initially open, separated by spaces or commas. */
  open?: string
  /** Names of rows to show, separated by spaces or commas. */
  sections?: string
  'heading-level'?: '2' | '3' | '4' | '5' | '6'
  /** In px, without a unit. */
  'max-height'?: string
  /** A release's number. */
  release?: string
  /** The service that has the topic, such as `https://facts.example`; by default the script's own. */
  origin?: string
}

/** Attributes, data and events that JSX may set. */
export interface FactBoxProps extends FactBoxAttributes {
  box?: FactBoxData | undefined
  onfactboxready?: (event: CustomEvent<FactBoxDetail & { release: number }>) => void
  onfactboxtoggle?: (event: CustomEvent<FactBoxDetail & { part: string; open: boolean }>) => void
  onfactboxcite?: (event: CustomEvent<FactBoxDetail & { article: string; url: string }>) => void
  onfactboxerror?: (event: CustomEvent<FactBoxDetail & { error: unknown }>) => void
}

declare global {
  interface HTMLElementTagNameMap {
    'fact-box': FactBoxElement
  }

  interface GlobalEventHandlersEventMap {
    /** The box is rendered. Each event has a second name without a colon, for frameworks that cannot write one. */
    'fact-box:ready': CustomEvent<FactBoxDetail & { release: number }>
    factboxready: CustomEvent<FactBoxDetail & { release: number }>
    /** A reader opened or closed a part: the name of a row, the id of an event, or `all`. */
    'fact-box:toggle': CustomEvent<FactBoxDetail & { part: string; open: boolean }>
    factboxtoggle: CustomEvent<FactBoxDetail & { part: string; open: boolean }>
    /** A reader opened a receipt: the id of the article, and the URL of the passage. */
    'fact-box:cite': CustomEvent<FactBoxDetail & { article: string; url: string }>
    factboxcite: CustomEvent<FactBoxDetail & { article: string; url: string }>
    /** The box could not be loaded; the fallback stays. */
    'fact-box:error': CustomEvent<FactBoxDetail & { error: unknown }>
    factboxerror: CustomEvent<FactBoxDetail & { error: unknown }>
  }
}
