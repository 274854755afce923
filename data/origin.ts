/**
 * Published files do not depend on where they are served: their absolute addresses begin with this origin, which no
 * server can have (RFC 6761, 6.4). The Worker puts its own public origin in its place when it sends a file.
 */
export const ORIGIN_PLACEHOLDER = 'https://origin.invalid'
