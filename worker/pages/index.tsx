/** The pages, as the Worker's routes call them: loaded when the first page is requested. */
import type { VNode } from 'preact'

export { renderEmbedding, renderEmbeddingXml } from './frame/Embedding.tsx'

import { FramePage, type FrameProps } from './frame/FramePage.tsx'
import { ProblemPage } from './frame/ProblemPage.tsx'
import { HomePage } from './home/HomePage.tsx'
import { PreviewPage } from './home/PreviewPage.tsx'
import { TopicsPage } from './home/TopicsPage.tsx'
import { renderBoxPage, renderPage } from './Layout.tsx'
import { SearchPage } from './search/SearchPage.tsx'
import { ChangesPage } from './topic/ChangesPage.tsx'
import { VerifyPage } from './verify/VerifyPage.tsx'

export { renderBoxPage } from './Layout.tsx'
export { renderSitemap } from './sitemap.tsx'
export { findPlace } from './topic/CardPage.tsx'
export { createTopicPage } from './topic/TopicPage.tsx'

/** A component as a whole document. */
const createRenderer =
  <Props extends object>(Page: (props: Props) => VNode) =>
  (props: Props) =>
    renderPage(<Page {...props} />)

export const renderChangesPage = createRenderer(ChangesPage)
export const renderFramePage = (props: FrameProps) => renderBoxPage(<FramePage {...props} />)
export const renderHomePage = createRenderer(HomePage)
export const renderPreviewPage = createRenderer(PreviewPage)
export const renderProblemPage = createRenderer(ProblemPage)
export const renderSearchPage = createRenderer(SearchPage)
export const renderTopicsPage = createRenderer(TopicsPage)
export const renderVerifyPage = createRenderer(VerifyPage)
