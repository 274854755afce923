/** Finds a quoted fragment inside a sentence. Pure; the same in Node and in browsers. */
import type { Quote } from '../schema/entities.ts'

export interface WovenQuotation {
  before: string
  /** With its quotation marks, letter for letter as in the sentence. */
  quotation: string
  after: string
}

/** Splits a sentence around the fragment that it quotes. Undefined if it does not contain the fragment in quotation marks. */
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
