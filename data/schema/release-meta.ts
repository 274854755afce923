/** The fields of a topic and of its box that describe their release. */
import * as v from 'valibot'
import { HttpUrl, ReleaseNumber, Text, Time } from './entities.ts'

export const RELEASE_META = {
  release: ReleaseNumber,
  datePublished: v.pipe(Time, v.description('When the first release was published (RFC 3339, UTC).')),
  dateModified: v.pipe(Time, v.description('When this release was published (RFC 3339, UTC).')),
  license: v.pipe(HttpUrl, v.description('URL of the licence.')),
  attributionText: v.pipe(Text, v.description('The credit that the licence asks for.')),
  reportUrl: v.exactOptional(v.pipe(HttpUrl, v.description('URL where readers can report an error.'))),
  draft: v.exactOptional(
    v.pipe(v.literal(true), v.description('True on an editor’s machine only: this has not been published.')),
  ),
}
