/** The pages that depend on no topic: rendered in Node when the Worker is built, with a placeholder for the origin. */
import { AboutPage } from './docs/AboutPage.tsx'
import { DocsPage } from './docs/DocsPage.tsx'
import type { OpenApiDocument } from './docs/openapi.ts'
import { CsvPage, VocabularyPage } from './docs/TermPages.tsx'
import { renderPage } from './Layout.tsx'

interface StaticPagesOptions {
  document: OpenApiDocument
  stylesheet: string
  docsScript: string
}

/** Returns the pages by file name. */
export function renderStaticPages({ document, stylesheet, docsScript }: StaticPagesOptions): Record<string, string> {
  const assets = { stylesheet }
  return {
    'docs.html': renderPage(<DocsPage document={document} assets={{ stylesheet, script: docsScript }} />),
    'csv.html': renderPage(<CsvPage assets={assets} />),
    'vocabulary.html': renderPage(<VocabularyPage assets={assets} />),
    'about.html': renderPage(<AboutPage assets={assets} />),
  }
}
