/** `CHANGELOG.md` as a list of versions: what a release takes from it, and what it leaves for the next. */

const UNRELEASED = '## Unreleased\n'

/** The text of a version without its heading; absent where there is none. */
export function findNotes(changelog: string, version: string): string | undefined {
  const [, ...sections] = changelog.split(/^## /m)
  const section = sections.find((text) => text.split(/[\s(]/, 1)[0] === version)
  return section?.slice(section.indexOf('\n')).trim()
}

/** What is unreleased becomes the version. */
export function nameVersion(changelog: string, version: string, date: string): string {
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n## ${version} (${date})\n`)
}
