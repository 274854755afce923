/** Reads and updates the versions in `CHANGELOG.md`. */

const UNRELEASED = '## Unreleased\n'

/** Returns the text of a version without its heading; absent if the version is not there. */
export function findNotes(changelog: string, version: string): string | undefined {
  const [, ...sections] = changelog.split(/^## /m)
  const section = sections.find((text) => text.split(/[\s(]/, 1)[0] === version)
  return section?.slice(section.indexOf('\n')).trim()
}

/** Turns the unreleased changes into a version. */
export function nameVersion(changelog: string, version: string, date: string): string {
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n## ${version} (${date})\n`)
}
