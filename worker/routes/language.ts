/** The widget's languages beside English: static files, each read when it is first asked for. */
import type { Context } from 'hono'
import { ENGLISH, LANGS, type Lang, type Language, matchLang } from '../../widget/i18n/language.ts'
import { nameLanguageFile, PRIVATE_FOLDER } from '../assets.ts'
import type { App } from '../env.ts'
import type { Failure } from '../http/problem.ts'

/** As JSON. Absent where the widget does not speak it. */
export async function readLanguage(c: Context<App>, name: string): Promise<string | Failure | undefined> {
  if (!LANGS.includes(name as Lang)) return undefined
  return c.get('assets').readText(`${PRIVATE_FOLDER}/${nameLanguageFile(name)}`)
}

/** For a tag (BCP 47). English where the widget does not speak its language. */
export async function loadLanguage(c: Context<App>, tag = 'en'): Promise<Language | Failure> {
  const name = matchLang(tag)
  const read = name === 'en' ? undefined : await readLanguage(c, name)
  return typeof read === 'string' ? (JSON.parse(read) as Language) : (read ?? ENGLISH)
}
