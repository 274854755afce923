/** One constructed style sheet for all boxes of a page: no `<style>`, which a strict content policy would refuse. */
import css from './fact-box.css'

let sheet: CSSStyleSheet | undefined

export function adoptStyles(shadow: ShadowRoot): void {
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
  }
  shadow.adoptedStyleSheets = [sheet]
}
