/** What the pages embed. The site replaces this origin by that of the service. */
export const ORIGIN = 'https://facts.invalid'
export const TOPIC = 'us-iran-iraq-talks'

export const SNIPPET = `<blockquote class="fact-box" data-topic="${TOPIC}" cite="${ORIGIN}/topics/${TOPIC}"><p>What is known.</p><a href="${ORIGIN}/topics/${TOPIC}">The talks</a></blockquote><script async src="${ORIGIN}/embed/${TOPIC}.js"></script>`
