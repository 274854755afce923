/** `<fact-box>` in Preact's JSX: `import type {} from 'fact-box/preact'`. */
import type { HTMLAttributes } from 'preact'
import type { FactBoxElement, FactBoxProps } from './fact-box.js'

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'fact-box': Omit<HTMLAttributes<FactBoxElement>, keyof FactBoxProps> & FactBoxProps
    }
  }
}
