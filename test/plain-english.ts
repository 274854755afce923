/**
 * `npm run check` runs this: it reports words in code, guides and pages that plain technical English avoids, as file, line, word
 * and replacement.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const FILES = [
  '*.ts',
  '*.tsx',
  '*.js',
  '*.mjs',
  '*.css',
  '*.md',
  '*.toml',
  '*.yml',
  ':!data/topics',
  ':!test/fixtures/topics',
]
const SELF = 'test/plain-english.ts'

/** The replacement of each word. */
const WORDS: [RegExp, string][] = [
  [/\banew\b/i, 'again'],
  [/\bfor ever(?= and|[,;:.])/i, 'permanently'],
  [/\bheed(?:s|ed|ing)?\b/i, 'respects'],
  [/\bcrowded out\b/i, 'evicted'],
  [/\btell(?:s|ing)? of\b|\btold of\b/i, 'contains, describes'],
  [/\bof ours\b/i, 'own'],
  [/\bheal(?:s|ed|ing)?\b/i, 'rebuilds, repairs'],
  [/\bsought\b/i, 'looked up'],
  [/\b(?:is|are|be) told\b/i, 'receives, knows'],
  [/\bhence\b/i, 'so'],
  [/\blest\b/i, 'so that … not'],
  [/\b(?:wherein|thereof|whatsoever|whosoever|heretofore|hitherto)\b/i, 'a plain sentence'],
  [/\bas it is written\b/i, 'a plain sentence'],
  [/\bwhat (?:it|they) (?:is|are) made of\b/i, 'contents'],
  [/\bin the one way\b/i, 'canonical'],
  [/\bat its turn\b|\bby then\b/i, 'a plain sentence'],
  [/\bas far as (?:it is|they are) there\b/i, 'if present'],
  [/\b(?:may|can|cannot) be had\b/i, 'is available'],
  [/\bends? well\b/i, 'succeeds'],
  [/\bbrings? nonsense\b/i, 'returns invalid data'],
  [/\bmistakes? of ours\b/i, 'an internal error'],
  [/\b(?:torture|colophon)\b/i, 'host pages, footer'],
]

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...FILES], {
  cwd: ROOT,
  encoding: 'utf8',
}).split('\n')
const hits = files.filter((file) => file !== '' && file !== SELF).flatMap(listHits)
for (const hit of hits) console.error(hit)
process.exitCode = hits.length === 0 ? 0 : 1

/** Returns nothing for a deleted file. */
function listHits(file: string): string[] {
  return readText(file)
    .split('\n')
    .flatMap((line, index) =>
      WORDS.flatMap(([word, instead]) => {
        const [found] = line.match(word) ?? []
        return found === undefined ? [] : [describeHit(file, index + 1, found, instead)]
      }),
    )
}

function readText(file: string): string {
  try {
    return readFileSync(ROOT + file, 'utf8')
  } catch {
    return ''
  }
}

/** Formats an annotation where GitHub reads it. */
function describeHit(file: string, line: number, found: string, instead: string): string {
  const message = `“${found}” is not plain English; write: ${instead}`
  return process.env.GITHUB_ACTIONS ? `::error file=${file},line=${line}::${message}` : `${file}:${line}: ${message}`
}
