/** The renderer with every language at hand, for builds and for the servers of this machine. */
import { addLanguage } from '../i18n/at-hand.ts'
import { LANGUAGES } from '../i18n/languages.ts'

for (const language of Object.values(LANGUAGES)) addLanguage(language)

export { renderBox, renderElement } from '../render-to-html.ts'
