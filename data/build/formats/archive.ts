/**
 * `topic.zip`: a release as one file, with its data in JSON, JSON Lines and CSV, and the description of the tables. Nothing in
 * it names a server, so URLs of this service are relative. The same files give the same bytes.
 */
import { strToU8, zipSync } from 'fflate'
import type { ReleaseFile, TextFile } from '../release-file.ts'
import { ORIGIN_PLACEHOLDER } from './addresses.ts'

const ARCHIVE_PATH = 'topic.zip'

const CONTENTS = /^(?:topic|corrections|changes|datapackage)\.json$|\.(?:jsonl|csv)$/
/** The first that ZIP can tell, local to nowhere: not the time of publishing, which is in the data. */
const TIME = new Date(1980, 0, 1)

export function buildArchive(files: readonly TextFile[]): ReleaseFile {
  const packed = files
    .filter(({ path }) => CONTENTS.test(path))
    .map(({ path, content }) => [path, strToU8(content.replaceAll(ORIGIN_PLACEHOLDER, ''))] as const)
  return { path: ARCHIVE_PATH, content: zipSync(Object.fromEntries(packed), { level: 9, mtime: TIME }) }
}
