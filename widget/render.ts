/**
 * The box as HTML that needs no script: for a page of ours, or as a declarative shadow root to paste anywhere. The script of
 * the same version takes it over as it is. Runs on a server, of whatever kind.
 */
import { renderToString } from 'preact-render-to-string'
import type { Box } from '../data/wire.ts'
import { ATTRIBUTES, type Attribute, type Config, parseConfig, type Source } from './config.ts'
import { FactBox } from './views/FactBox.tsx'

export type Attributes = { [name in Attribute]?: string | undefined }

/** What stands in the shadow root. A value that is not allowed counts as absent. */
export function renderBox(box: Box, attributes: Attributes, source: Source): string {
  return renderToString(FactBox(box, readAttributes(attributes, source)))
}

/** The whole element, complete with its styles: `css` is the widget's own sheet. */
export function renderElement(box: Box, attributes: Attributes, source: Source, css: string): string {
  const config = readAttributes({ ...attributes, topic: box.topic }, source)
  // What was allowed has no character that HTML would have to escape.
  const written = ATTRIBUTES.filter((name) => config[name]).map((name) => ` ${name}="${config[name]}"`)
  const root = `<style>${css}</style>${renderToString(FactBox(box, config))}`
  return `<fact-box${written.join('')}><template shadowrootmode="open">${root}</template></fact-box>`
}

function readAttributes(attributes: Attributes, source: Source): Config {
  return parseConfig(
    (name) => attributes[name],
    source,
    () => {},
  )
}
