/** As Next.js and tag managers do: appends a script to the body after the page has loaded. */
import { ORIGIN, TOPIC } from '../../snippet.ts'

addEventListener('load', () => {
  const script = document.createElement('script')
  script.src = `${ORIGIN}/embed/${TOPIC}.js`
  script.setAttribute('data-nscript', 'afterInteractive')
  document.body.append(script)
})
