import { html } from 'hono/html'
import type { Html } from '../document.ts'

/** What stands between backticks is code. */
export function formatCode(text: string): (Html | string)[] {
  return text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))
}
