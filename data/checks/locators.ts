import type { Authored } from '../schema/authored.ts'
import type { Citation } from '../schema/entities.ts'
import type { Finding, Path } from './finding.ts'

export interface PlacedCitation {
  citation: Citation
  file: string
  path: Path
}

/** Every citation of a topic and where it stands. */
export function listCitations({ topic, parties, articles, events, statements }: Authored): PlacedCitation[] {
  const list = (file: string, path: Path, { citations }: { citations: Citation[] }) =>
    citations.map((citation, index) => ({ citation, file, path: [...path, 'citations', index] }))
  const listRoles = (key: 'people' | 'organizations') =>
    parties[key].flatMap((party, i) =>
      party.roles.flatMap((role, j) => list('parties.yml', [key, i, 'roles', j], role)),
    )
  return [
    ...topic.abstract.flatMap((sentence, i) => list('topic.yml', ['abstract', i], sentence)),
    ...listRoles('people'),
    ...listRoles('organizations'),
    ...articles.flatMap(({ summary }, i) =>
      summary.flatMap((sentence, j) => list('articles.yml', [i, 'summary', j], sentence)),
    ),
    ...events.flatMap((event, i) => list('events.yml', [i], event)),
    ...statements.flatMap((statement, i) => list('statements.yml', [i], statement)),
  ]
}

/** A locator has an end after its start, and a text fragment only where the article has that address. */
export function checkLocators(authored: Authored): Finding[] {
  const urls = new Map(authored.articles.map((article) => [article.id, article.url]))
  return listCitations(authored).flatMap(({ citation, file, path }): Finding[] => {
    const { locator, textFragmentUrl, article } = citation
    if (locator.end <= locator.start) {
      return [
        {
          file,
          path: [...path, 'locator', 'end'],
          problem: 'the passage ends before it starts',
          remedy: 'paste the locator again as cite prints it',
        },
      ]
    }
    const url = urls.get(article)
    if (textFragmentUrl === undefined || (url !== undefined && textFragmentUrl.startsWith(`${url}#:~:text=`))) return []
    const problem = url === undefined ? `${article} has no url` : `the address is not ${article}'s url with #:~:text=`
    return [
      {
        file,
        path: [...path, 'textFragmentUrl'],
        problem,
        remedy: 'remove textFragmentUrl, or paste it again as cite prints it',
      },
    ]
  })
}
