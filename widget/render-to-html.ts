/**
 * The box as HTML that needs no script: for a page of the service, or as a declarative shadow root to paste anywhere. The
 * script of the same version takes it over as it is. Runs on any server.
 */
import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import type { Box as BoxData } from '../data/schema/api.ts'
import { Box, type Ground } from './components/Box.tsx'
import { ENGLISH, type Language } from './i18n/language.ts'
import { OPTION_NAMES, type OptionName, type Options, parseOptions } from './options.ts'
import { createRenderKey } from './render-key.ts'

export type Attributes = { [name in OptionName]?: string | undefined }

/** The origin of links, the build, and the language. */
export interface Source {
  /** Such as `https://facts.example`. */
  origin: string
  /** Names the build of the widget. */
  version: string
  /** Of the box's own words; English where it is absent. */
  language?: Language
  /** Whether the box is for a page of the service, not for a shadow root. */
  isPage?: boolean
  /** Whether a script opens the receipts. */
  isLive?: boolean
}

/** What stands in the shadow root. A value that is not allowed counts as absent. */
export function renderBox(box: BoxData, attributes: Attributes, source: Source): string {
  return drawBox(box, readOptions(attributes), source)
}

/** The whole element, complete with its styles: `css` is the widget's own sheet. */
export function renderElement(box: BoxData, attributes: Attributes, source: Source, css: string): string {
  const options = readOptions({ ...attributes, topic: box.topic })
  // Static HTML cannot detect the page's background.
  if (!options.theme || options.theme === 'auto') options.theme = 'system'
  // What was allowed has no character that HTML would have to escape.
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
