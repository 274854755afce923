/** The site's pages, by the name of their screenshot. */
import { CORRECTED, HARBOUR, LARGE, PERSIAN, TOPIC } from './service.ts'

/** The pages that readers visit. */
export const PAGES = {
  home: '/',
  'home-frame': `/?as=frame&height=480&lang=fa&on=busy&sections=timeline,agreed&theme=dark&topic=${HARBOUR}`,
  topics: '/topics',
  topic: `/topics/${TOPIC}`,
  'topic-harbour': `/topics/${HARBOUR}`,
  'topic-filtered': `/topics/${TOPIC}?speaker=ncri`,
  'topic-large': `/topics/${LARGE}`,
  'topic-large-month': `/topics/${LARGE}?month=2008-01`,
  'topic-large-sources': `/topics/${LARGE}?part=sources`,
  'topic-large-filtered': `/topics/${LARGE}?page=2&status=agreed`,
  'topic-persian': `/topics/${PERSIAN}`,
  'verify-persian': `/topics/${PERSIAN}/verify`,
  search: '/search?q=crocker',
  'search-empty': '/search',
  'home-mail': `/?as=mail&topic=${TOPIC}`,
  changes: `/topics/${TOPIC}/changes`,
  verify: `/topics/${TOPIC}/verify`,
  about: '/about',
  docs: '/docs',
  'docs-csv': '/docs/csv',
  vocabulary: '/vocabulary',
  missing: '/no-such-page',
} as const

/** Further views, only for screenshots. */
export const VIEWS = {
  ...PAGES,
  'frame-missing': '/embed/no-such-topic',
  'topic-target': `/topics/${TOPIC}#${CORRECTED}`,
  'preview-html': `/preview?as=html&height=520&on=dark&theme=dark&topic=${TOPIC}`,
  'preview-element': `/preview?as=element&height=520&pin=yes&topic=${TOPIC}`,
  'preview-mail': `/preview?as=mail&topic=${TOPIC}`,
  'preview-item': `/preview?item=${CORRECTED}&topic=${TOPIC}`,
  'preview-busy': `/preview?on=busy&topic=${TOPIC}`,
} as const

export const SIZES = {
  wide: { width: 1280, height: 900 },
  narrow: { width: 360, height: 740 },
} as const

export const SCHEMES = ['light', 'dark'] as const

/** Requests a page as a browser does. */
export const readPage = (origin: string, path: string) => fetch(origin + path, { headers: { Accept: 'text/html' } })
