import { HttpUrl, Text } from '../entities.ts'
import { Draft, ReleaseNumber, Time } from './scalars.ts'

/** What the whole topic and its box both say of the release that they are of. */
export const STAMP = {
  release: ReleaseNumber,
  datePublished: Time,
  dateModified: Time,
  license: HttpUrl,
  attributionText: Text,
  draft: Draft,
}
