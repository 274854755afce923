import { StrictMode } from 'react'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { Article } from './Article.tsx'

const root = document.getElementById('root') as HTMLElement
const article = (
  <StrictMode>
    <Article as={location.search.slice(1)} />
  </StrictMode>
)
if (root.firstElementChild) hydrateRoot(root, article)
else createRoot(root).render(article)
