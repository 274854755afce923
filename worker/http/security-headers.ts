/** Security headers of the site's pages. */

/**
 * Allows only the site's own scripts, styles and images, and never turns a string into code (CSP Level 3; Trusted Types). A page
 * that needs more overrides single directives.
 */
const DIRECTIVES = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'manifest-src': "'self'",
  'connect-src': "'self'",
  'frame-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
}

/** A year (RFC 6797); browsers respect it only over https. */
const TRANSPORT_SECURITY = 'max-age=31536000; includeSubDomains'
const UNUSED_FEATURES = ['browsing-topics', 'camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']

export function createPageHeaders(changes: Partial<typeof DIRECTIVES> = {}): Record<string, string> {
  const directives = Object.entries({ ...DIRECTIVES, ...changes }).map(([name, value]) => `${name} ${value}`)
  return {
    'Content-Security-Policy': directives.join('; '),
    'Permissions-Policy': UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', '),
    'Referrer-Policy': 'no-referrer',
    'Strict-Transport-Security': TRANSPORT_SECURITY,
  }
}

export const PAGE_HEADERS = createPageHeaders()
