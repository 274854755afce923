/** Reads a page's JSON-LD about its article, however it is nested: lists, `@graph`, references by `@id`. */
import { normaliseText } from '../citations/locate.ts'
import { decodeReferences } from './html-text.ts'

export interface LinkedData {
  headline?: string
  datePublished?: string
  dateCreated?: string
  inLanguage?: string
  /** As stated; may be relative. */
  url?: string
  /** The publisher's name first. */
  siteNames: string[]
  /** A publisher who is a person; used as the outlet if the site has no name. */
  person?: string
}

type Node = Record<string, unknown>

/** Data that is deeper or has more nodes does not describe one page. */
const MAX_DEPTH = 6
const MAX_NODES = 2000
const ARTICLE = /(?:Article|Posting|Report|Review|Analysis|NewsStory)$/
const PAGE = /(?:WebPage|ItemPage|AboutPage)$/
/** Properties that may contain the article; other lists contain other stories. */
const OWN_PARTS = ['@graph', 'mainEntity', 'mainEntityOfPage', 'isPartOf', 'hasPart', 'blogPost']
/** Some publishers write full URLs as keys. */
const SCHEMA = /^(?:https?:\/\/schema\.org\/|schema:)/

export function readLinkedData(document: Document): LinkedData {
  const nodes = [...document.querySelectorAll('script[type*="ld+json" i]')].flatMap((script) =>
    listNodes(parse(script.textContent ?? '', document), 0),
  )
  const byId = new Map(nodes.map((node) => [node['@id'], node]))
  const resolve = (value: unknown) => {
    const [node] = listNodes(value, MAX_DEPTH - 1)
    return node && readText(node.name) === undefined ? (byId.get(node['@id']) ?? node) : node
  }
  const article = chooseArticle(
    nodes.filter((node) => hasType(node, ARTICLE)),
    document,
  )
  const page = nodes.find((node) => hasType(node, PAGE) && readText(node.datePublished) !== undefined)
  const headline = chooseHeadline(article, document)
  const datePublished = readText(article?.datePublished) ?? readText(page?.datePublished)
  const dateCreated = readText(article?.dateCreated) ?? readText(page?.dateCreated)
  const inLanguage = readText(article?.inLanguage) ?? readText(page?.inLanguage)
  const url = article && listAddresses(article)[0]
  const publisher = resolve(article?.publisher)
  const publisherName = readText(article?.publisher) ?? readText(publisher?.name)
  const isPerson = publisher !== undefined && hasType(publisher, /^Person$/)
  const siteNames = [
    isPerson ? undefined : publisherName,
    readText(resolve(page?.publisher)?.name),
    ...nodes.filter((node) => hasType(node, /^WebSite$/)).map((node) => readText(node.name)),
    ...nodes.filter((node) => hasType(node, /^NewsMediaOrganization$/)).map((node) => readText(node.name)),
  ].filter((name) => name !== undefined)
  return {
    ...(headline === undefined ? {} : { headline }),
    ...(datePublished === undefined ? {} : { datePublished }),
    ...(dateCreated === undefined ? {} : { dateCreated }),
    ...(inLanguage === undefined ? {} : { inLanguage }),
    ...(url === undefined ? {} : { url }),
    siteNames,
    ...(isPerson && publisherName !== undefined ? { person: publisherName } : {}),
  }
}

/** Chooses between headline and name: some sites put a summary into the headline, and the title into the name. */
function chooseHeadline(article: Node | undefined, document: Document): string | undefined {
  const stated = [readText(article?.headline), readText(article?.name)].filter((text) => text !== undefined)
  return stated.find((text) => document.title.includes(text)) ?? stated[0]
}

/** Chooses the article with the page's URL or title, or the only one. Several others would be teasers. */
function chooseArticle(articles: Node[], document: Document): Node | undefined {
  const title = normaliseText(`${document.title} ${document.querySelector('h1')?.textContent ?? ''}`)
  const address = document.querySelector('link[rel~="canonical"]')?.getAttribute('href')
  const isNamed = (node: Node) => {
    const headline = readText(node.headline) ?? readText(node.name)
    return headline !== undefined && title.includes(headline)
  }
  const resolve = (stated: string) => {
    const base = URL.canParse(document.baseURI) && !document.baseURI.startsWith('about:') ? document.baseURI : address
    return URL.canParse(stated, base ?? undefined) ? new URL(stated, base ?? undefined).href : stated
  }
  const isAddressed = (node: Node) =>
    typeof address === 'string' && listAddresses(node).some((stated) => resolve(stated) === resolve(address))
  return articles.find(isAddressed) ?? articles.find(isNamed) ?? (articles.length === 1 ? articles[0] : undefined)
}

/** Lists the URLs of an article: its own, and that of the page whose main entity it is. */
function listAddresses({ url, mainEntityOfPage, '@id': id }: Node): string[] {
  const page = typeof mainEntityOfPage === 'object' ? (mainEntityOfPage as Node | null)?.['@id'] : mainEntityOfPage
  return [url, page, id].filter((stated) => typeof stated === 'string' && /^(?:https?:|\/)/.test(stated)) as string[]
}

/** Parses JSON-LD. Accepts data wrapped in comments or ending with a semicolon. Absent when it is not JSON. */
function parse(script: string, document: Document): unknown {
  // JSON-LD is not HTML, but many publishers escape it like HTML.
  const decode = (_: string, value: unknown) => (typeof value === 'string' ? decodeReferences(value, document) : value)
  const json = script
    .replace(
      /^\s*(?:<!--|(?:\/\/|\/\*)?\s*<!\[CDATA\[(?:\s*\*\/)?)|(?:-->|(?:\/\/|\/\*)?\s*\]\]>(?:\s*\*\/)?)\s*$/g,
      '',
    )
    .replace(/;\s*$/, '')
  try {
    return JSON.parse(json, decode)
  } catch {
    try {
      // Line breaks inside strings are the most common error, then trailing commas.
      return JSON.parse(json.replace(/[\r\n\t]+/g, ' ').replace(/,(?=\s*[}\]])/g, ''), decode)
    } catch {
      return undefined
    }
  }
}

function listNodes(value: unknown, depth: number): Node[] {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.slice(0, MAX_NODES).flatMap((item) => listNodes(item, depth + 1))
  const node = Object.fromEntries(Object.entries(value).map(([key, own]) => [key.replace(SCHEMA, ''), own]))
  return [node, ...OWN_PARTS.flatMap((key) => listNodes(node[key], depth + 1))]
}

function hasType(node: Node, type: RegExp): boolean {
  return [node['@type']].flat().some((name) => typeof name === 'string' && type.test(name.replace(/^.*[/:#]/, '')))
}

/** Reads a text, also from `{"@value": …}`, a number or the first item of a list. */
function readText(value: unknown): string | undefined {
  const first = Array.isArray(value) ? value[0] : value
  const text = typeof first === 'object' && first !== null ? (first as Node)['@value'] : first
  if (typeof text === 'number') return String(text)
  return typeof text === 'string' && text.trim() !== '' ? normaliseText(text) : undefined
}
