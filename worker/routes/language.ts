/** The widget's languages other than English: static files, read when first needed. */
import type { Context } from 'hono'
import { ENGLISH, LANGS, type Lang, type Language, matchLang } from '../../widget/i18n/language.ts'
import { nameLanguageFile, PRIVATE_FOLDER } from '../assets.ts'
import type { App } from '../env.ts'
import type { Failure } from '../http/problem.ts'

/** Resolves with the language as JSON; absent if the widget does not have it. */
export async function readLanguage(c: Context<App>, name: string): Promise<string | Failure | undefined> {
  if (!LANGS.includes(name as Lang)) return undefined
  return c.get('assets').readText(`${PRIVATE_FOLDER}/${nameLanguageFile(name)}`)
}

/** Resolves with the language of a tag (BCP 47); English if the widget does not have it. */
export async function loadLanguage(c: Context<App>, tag = 'en'): Promise<Language | Failure> {
  const name = matchLang(tag)
  const read = name === 'en' ? undefined : await readLanguage(c, name)
  return typeof read === 'string' ? (JSON.parse(read) as Language) : (read ?? ENGLISH)
}
