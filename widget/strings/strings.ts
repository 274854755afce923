/** Every word that the widget itself says. A language is one file that satisfies this. */
import type { Article, Correction, Status } from '../../data/wire.ts'
import type { Section } from '../config.ts'

export interface Strings {
  /** BCP 47; also decides how dates and numbers are written. */
  locale: string
  dir: 'ltr' | 'rtl'
  kicker: string
  sections: Record<Section, string>
  statuses: Record<Status, string>
  genres: Record<Article['genre'], string>
  correctionKinds: Record<Correction['kind'], string>
  /** The distance between two events. */
  days: (count: number) => string
  toScale: string
  noDate: string
  /** A span on one unknown day of which something happened. */
  approximate: (span: string) => string
  place: string
  participants: string
  outcome: string
  dateBasis: string
  partOf: string
  /** Before the outlet of a statement that somebody is named for, and of one that nobody is. */
  asReportedBy: string
  reportedBy: string
  alsoKnownAs: string
  ourNote: string
  published: string
  release: string
  updated: string
  license: string
  before: string
  after: string
  showAll: string
  failed: string
  retry: string
}
