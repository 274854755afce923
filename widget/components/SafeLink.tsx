/** Only an http(s) URL becomes a link; otherwise the words stand alone. */
interface SafeLinkProps {
  href: string | undefined
  text: string
  /** Opens beside the page that the reader is on. */
  isNewTab?: boolean
}

export function SafeLink({ href = '', text, isNewTab }: SafeLinkProps) {
  if (!/^https?:/.test(href)) return <span>{text}</span>
  return (
    <a href={href} {...(isNewTab && { target: '_blank', rel: 'noopener' })}>
      {text}
    </a>
  )
}
