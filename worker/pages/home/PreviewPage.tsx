/** A sample page of another site with exactly the pasted snippet: light, dark, or with many styles of its own. */
import type { Host } from '../../query/choice.ts'
import { renderPage } from '../Layout.tsx'

interface PreviewProps {
  host: Host
  snippet: string
  stylesheet: string
}

const WORDS: Record<Host, { name: string; headline: string }> = {
  light: { name: 'The Morning Page', headline: 'A story that needs its background' },
  dark: { name: 'Nightly', headline: 'After dark, the same facts' },
  busy: { name: 'BUZZ & BANNER', headline: 'You are reading a very busy page' },
}

export const renderPreviewPage = (props: PreviewProps) => renderPage(<PreviewPage {...props} />)

function PreviewPage({ host, snippet, stylesheet }: PreviewProps) {
  const { name, headline } = WORDS[host]
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>The box on a page</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={stylesheet} />
      </head>
      <body class={host}>
        <header>
          <p>{name}</p>
        </header>
        <main>
          <h1>{headline}</h1>
          <p>This is the text of an article. The box follows this paragraph, where its snippet was pasted.</p>
          <div dangerouslySetInnerHTML={{ __html: snippet }} />
          <p>The article continues below the box. The fonts, colours and links of this page are unchanged.</p>
        </main>
      </body>
    </html>
  )
}
