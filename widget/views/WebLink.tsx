/** A link, if the address is one that may become a link: http or https. The words alone otherwise. */
export function WebLink({ url, text, rel }: { url: string | undefined; text: string; rel?: string }) {
  const address = readHttpUrl(url)
  return address ? (
    <a href={address} rel={rel ?? 'noopener'}>
      {text}
    </a>
  ) : (
    text
  )
}

/** The address if it may become a link. */
export function readHttpUrl(url: string | undefined): string | undefined {
  return url && /^https?:\/\//i.test(url) ? url : undefined
}
