/** The widget's languages beside English: static files, each read when it is first asked for. */
import type { Context } from 'hono'
import { addLanguage } from '../../widget/i18n/at-hand.ts'
import { LANGS, type Lang, type Language } from '../../widget/i18n/language.ts'
import { nameLanguageFile, PRIVATE_FOLDER } from '../assets.ts'
import type { App } from '../env.ts'
import type { Failure } from '../http/problem.ts'

/** As JSON. Absent where the widget does not speak it. */
export async function readLanguage(c: Context<App>, name: string): Promise<string | Failure | undefined> {
  if (!LANGS.includes(name as Lang)) return undefined
  return c.get('assets').readText(`${PRIVATE_FOLDER}/${nameLanguageFile(name)}`)
}

/** Before a page is rendered in it: `tag` is BCP 47. What the widget does not speak stays English. */
export async function loadLanguage(c: Context<App>, tag = 'en'): Promise<Failure | undefined> {
  const name = tag.replace(/-.*/, '')
  const read = name === 'en' ? undefined : await readLanguage(c, name)
  if (typeof read !== 'string') return read
  addLanguage(JSON.parse(read) as Language)
  return undefined
}
