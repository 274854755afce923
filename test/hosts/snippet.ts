/** What the pages embed. The site puts the service's origin in the place of this one. */
export const ORIGIN = 'https://facts.invalid'
export const TOPIC = 'us-iran-iraq-talks'

export const SNIPPET = `<blockquote class="fact-box" data-topic="${TOPIC}" cite="${ORIGIN}/topics/${TOPIC}"><p>What is known.</p><a href="${ORIGIN}/topics/${TOPIC}">The talks</a></blockquote><script async src="${ORIGIN}/embed/${TOPIC}.js"></script>`
