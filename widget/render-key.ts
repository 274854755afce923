/** Identifies what a box shows. The same key means the same nodes, so a script can keep server-rendered nodes. */
import type { Box } from '../data/schema/api.ts'
import type { Language } from './i18n/language.ts'
import type { Options } from './options.ts'

export function createRenderKey(
  { topic, release, dateModified, item }: Box,
  options: Options,
  { lang }: Language,
  version: string,
): string {
  return [topic, release, dateModified, item, lang, version, JSON.stringify(options)].join(' ')
}
