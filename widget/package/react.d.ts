/** `<fact-box>` in React's JSX: `import type {} from 'fact-box/react'`. */
import type { DetailedHTMLProps, HTMLAttributes } from 'react'
import type { FactBoxElement, FactBoxProps } from './fact-box.js'

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'fact-box': Omit<DetailedHTMLProps<HTMLAttributes<FactBoxElement>, FactBoxElement>, keyof FactBoxProps> &
        FactBoxProps
    }
  }
}
