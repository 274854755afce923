/** The box's parts in the order in which they are shown, by the name that a publisher gives, with their titles. */
import type { Phrase } from './strings/phrases.ts'

export const SECTIONS = {
  timeline: 'Timeline',
  agreed: 'What was agreed',
  claimed: 'What was claimed, and by whom',
  disputed: 'What is disputed',
  denied: 'What was denied',
  planned: 'What was to come next',
  reported: 'What was reported',
  parties: 'Who is who',
  unknowns: 'What is not known',
  sources: 'Sources',
  corrections: 'Corrections',
} as const satisfies Record<string, Phrase>

export type Section = keyof typeof SECTIONS
