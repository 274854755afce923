/**
 * Renders the box as HTML that needs no script: for a page of the service, or as a declarative shadow root to paste anywhere. The
 * script of the same version keeps its nodes. Runs on any server.
 */
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Box as BoxData } from '../data/schema/api.ts'
import { Box, type Ground } from './components/Box.tsx'
import { ENGLISH, type Language } from './i18n/language.ts'
import { OPTION_NAMES, type OptionName, type Options, parseOptions } from './options.ts'
import { createRenderKey } from './render-key.ts'

export type Attributes = { [name in OptionName]?: string | undefined }

/** Everything that is neither content nor an option: origin, build, language and place. */
export interface Source {
  /** Origin of links, such as `https://facts.example`. */
  origin: string
  /** Identifies the build of the widget. */
  version: string
  /** Language of the box's own words; English if absent. */
  language?: Language
  /** Whether the box is for a page of the service, not for a shadow root. */
  isPage?: boolean
  /** Whether a script opens the receipts. */
  isLive?: boolean
}

/** Returns the content of the shadow root. An invalid attribute value counts as absent. */
export function renderBox(box: BoxData, attributes: Attributes, source: Source): string {
  return drawBox(box, readOptions(attributes), source)
}

/** Returns the whole element with its styles: `css` is the widget's style sheet. */
export function renderElement(box: BoxData, attributes: Attributes, source: Source, css: string): string {
  const options = readOptions({ ...attributes, topic: box.topic })
  // Static HTML cannot detect the page's background.
  if (!options.theme || options.theme === 'auto') options.theme = 'system'
  // Valid values contain no character that HTML has to escape.
  const written = OPTION_NAMES.filter((name) => options[name]).map((name) => ` ${name}="${options[name]}"`)
  const root = `<style>${css}</style>${drawBox(box, options, source)}`
  return `<fact-box${written.join('')}><template shadowrootmode="open">${root}</template></fact-box>`
}

function drawBox(
  box: BoxData,
  options: Options,
  { origin, version, language = ENGLISH, isPage, isLive }: Source,
): string {
  const { theme } = options
  const ground: Ground = theme === 'light' || theme === 'dark' ? `${theme} paper` : 'paper'
  const renderKey = createRenderKey(box, options, language, version)
  const live = isLive ? { toggle: () => {} } : undefined
  return renderToString(h(Box, { box, options, language, origin, renderKey, ground, isPage, live }))
}

function readOptions(attributes: Attributes): Options {
  return parseOptions((name) => attributes[name])
}
