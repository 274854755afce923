/** A link if `href` is an http(s) URL; otherwise only the text. */
interface SafeLinkProps {
  href: string | undefined
  text: string
  /** Opens in a new tab. */
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
