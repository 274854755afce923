/**
 * All query parameters, by the route's path in OpenAPI notation. Routes that are not listed have none; a topic's collections have
 * the same under `/releases/{release}`. Only for the build: it writes the rules to `.build/parameters-module.js`, which the Worker
 * uses for parsing, and the descriptions to the OpenAPI document.
 */
import { COLLECTION_NAMES } from '../../data/schema/collections.ts'
import { LIST_NAMES, LISTS } from '../../data/schema/lists.ts'
import { FILES } from '../formats.ts'
import { LIST_PARAMETERS, SEARCH_PAGE_PARAMETERS } from './list-parameters.ts'
import {
  CHANGES_PAGE_PARAMETERS,
  CHOICE_PARAMETERS,
  FRAME_PARAMETERS,
  OEMBED_PARAMETERS,
  SCRIPT_PARAMETERS,
  TOPIC_PARAMETERS,
} from './page-parameters.ts'
import { createInteger, createText, type ParameterTable, RELEASES } from './parameter-kinds.ts'

const comparison = {
  from: createInteger(
    { description: 'The release to compare with; by default the one on which `to` is based.', example: '1' },
    RELEASES,
  ),
  to: createInteger({ description: 'The release to compare; by default the current one.', example: '2' }, RELEASES),
}

/** For every URL that also exists under each release. */
const at = createText(
  {
    description:
      'The state at the end of this day, or at this time, in UTC. Content-Location is its permanent URL. Before the first release, the response is a 404 with the date of that release. (The timegate redirects to the first release instead: RFC 7089, 4.5.3.)',
    example: '2026-11-20',
  },
  {
    pattern: '^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}Z)?$',
    expected: 'must be a valid day or time in UTC, such as 2026-11-20 or 2026-11-20T12:00:00Z',
    format: 'time',
  },
)

const PATHS_IN_TIME = [
  ...Object.values(FILES).flatMap(({ address }) => (address === '/changes' ? [] : [address])),
  ...COLLECTION_NAMES.map((name) => `/${name}/{id}`),
  ...LIST_NAMES.filter((name) => LISTS[name].derived).map((name) => `/${name}`),
  '/cards/{id}',
]

function addTime(tables: Record<string, ParameterTable>): Record<string, ParameterTable> {
  const paths = PATHS_IN_TIME.map((path) => `/v1/topics/{topic}${path}`)
  return { ...tables, ...Object.fromEntries(paths.map((path) => [path, { ...tables[path], at }])) }
}

export const PARAMETERS: Record<string, ParameterTable> = addTime({
  '/oembed': OEMBED_PARAMETERS,
  '/': CHOICE_PARAMETERS,
  '/embed/{topic}': FRAME_PARAMETERS,
  '/embed/{topic}.js': SCRIPT_PARAMETERS,
  '/preview': CHOICE_PARAMETERS,
  '/snippet': CHOICE_PARAMETERS,
  '/search': SEARCH_PAGE_PARAMETERS,
  '/topics/{topic}': TOPIC_PARAMETERS,
  '/topics/{topic}/changes': CHANGES_PAGE_PARAMETERS,
  '/v1/topics/{topic}/changes': comparison,
  ...LIST_PARAMETERS,
})
