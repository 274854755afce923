/**
 * The languages that a server has at hand: English, and what it has added. A build adds all; the Worker reads the others from its
 * static files when they are asked for, since they are a twentieth of its code.
 */
import { ENGLISH, type Language } from './language.ts'

const atHand = new Map<string, Language>([[ENGLISH.lang, ENGLISH]])

export function addLanguage(language: Language): void {
  atHand.set(language.lang, language)
}

/** By the subtag of a language (BCP 47). English where it is not at hand. */
export function findLanguage(name: string): Language {
  return atHand.get(name) ?? ENGLISH
}
