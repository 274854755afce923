/**
 * What a publisher may set, as `data-*` on the script tag and plain on `<fact-box>`. Pure: a bad value is left out with
 * one warning, and the caller decides where warnings go.
 */
import { SECTIONS } from './sections.ts'
import { en } from './strings/en.ts'
import type { Strings } from './strings/strings.ts'

export type Attribute = 'topic' | 'theme' | 'sections' | 'heading-level' | 'max-height'

const ALLOWED: Record<Attribute, RegExp> = {
  topic: /^[a-z\d-]+$/,
  theme: /^(auto|light|dark)$/,
  sections: RegExp(`^((${Object.keys(SECTIONS).join('|')})[ ,]*)+$`),
  'heading-level': /^[2-6]$/,
  'max-height': /^[1-9]\d*$/,
}

export const ATTRIBUTES = Object.keys(ALLOWED) as Attribute[]

/** Attributes as they are written, as far as they are there and allowed. */
export interface Config extends Partial<Record<Attribute, string>> {
  /** Where the data and their links live, such as `https://facts.example`. */
  origin: string
  strings: Strings
}

/** `read` gives an attribute's value, or null when it is absent. */
export function parseConfig(
  read: (attribute: Attribute) => string | null,
  origin: string,
  warn: (message: string) => void,
): Config {
  const config: Config = { origin, strings: en }
  for (const attribute of ATTRIBUTES) {
    const value = read(attribute)
    if (!value) continue
    if (ALLOWED[attribute].test(value)) config[attribute] = value
    else warn(`${attribute}="${value}" is ignored; allowed: ${ALLOWED[attribute]}`)
  }
  return config
}
