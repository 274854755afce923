/** One constructed style sheet for all boxes of a page: no `<style>`, which a strict content policy would refuse. */
import css from './fact-box.css'

export const sheet = new CSSStyleSheet()
sheet.replaceSync(css)
