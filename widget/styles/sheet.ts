/** The box's style sheet: constructed once per document, since a strict content security policy refuses `<style>`. */
import css from './fact-box.css'

/** A constructed sheet belongs to the document that made it. */
const sheets = new WeakMap<Document, CSSStyleSheet>()

/** Adds the sheet and keeps those that others have added. */
export function adoptSheet(root: ShadowRoot): void {
  const { ownerDocument } = root
  // A document without a window has none.
  const { CSSStyleSheet } = ownerDocument.defaultView ?? ({} as Partial<typeof window>)
  if (!CSSStyleSheet) return
  let sheet = sheets.get(ownerDocument)
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    sheets.set(ownerDocument, sheet)
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet)
}

/** For an owner that has a sheet of its own. */
export function removeSheet(root: ShadowRoot): void {
  const own = sheets.get(root.ownerDocument)
  root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => sheet !== own)
}
