/**
 * A topic's box, or one card of it, alone on a page for frames anywhere: the widget's own components, complete without a script.
 * Its links open outside the frame, and a small script reports the height of the box.
 */
import type { Box } from '../../../data/schema/api.ts'
import { type Attributes, renderBox, type Source } from '../../../widget/render-to-html.ts'
import { type Assets, renderBoxPage } from '../Layout.tsx'

interface FrameProps {
  box: Box
  attributes: Attributes
  source: Source
  assets: Assets
}

export const renderFramePage = (props: FrameProps) => renderBoxPage(<FramePage {...props} />)

function FramePage({ box, attributes, source, assets }: FrameProps) {
  const { theme = 'auto', lang = 'en' } = attributes
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'auto' ? 'light dark' : theme} />
        <title>{box.name}</title>
        <link rel="canonical" href={`${source.origin}/topics/${box.topic}${box.item ? `/${box.item}` : ''}`} />
        <link rel="stylesheet" href={assets.stylesheet} />
        <base target="_blank" />
        <script type="module" src={assets.script} />
      </head>
      <body>
        <main dangerouslySetInnerHTML={{ __html: renderBox(box, attributes, source) }} />
      </body>
    </html>
  )
}
