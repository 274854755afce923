/** Fragments that a source puts in quotation marks, woven into a sentence. Pure; the same in Node and in a browser. */
import type { Quote } from '../schema/entities.ts'

export interface WovenQuotation {
  before: string
  /** With its quotation marks, letter for letter as in the sentence. */
  quotation: string
  after: string
}

/** The sentence around the fragment that it quotes; undefined where the fragment does not stand in it in quotation marks. */
export function splitAtQuotation(text: string, { text: words }: Pick<Quote, 'text'>): WovenQuotation | undefined {
  for (const [open, close] of [
    ['“', '”'],
    ['«', '»'],
  ]) {
    const quotation = `${open}${words}${close}`
    const start = text.indexOf(quotation)
    if (start === -1) continue
    return { before: text.slice(0, start), quotation, after: text.slice(start + quotation.length) }
  }
  return undefined
}
