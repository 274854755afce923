import * as v from 'valibot'
import { HttpUrl, Text } from '../entities.ts'
import { Draft, ReleaseNumber, Time } from './scalars.ts'

/** What the whole topic and its box both say of the release that they are of. */
export const STAMP = {
  release: ReleaseNumber,
  datePublished: Time,
  dateModified: Time,
  license: HttpUrl,
  attributionText: Text,
  reportUrl: v.exactOptional(HttpUrl),
  draft: Draft,
}
