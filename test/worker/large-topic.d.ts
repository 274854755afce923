/** The real topic grown: as many events and statements as a story of years has, most of them copies under other ids and dates. */
import type { Authored } from '../../data/schema/authored.ts'
export interface Size {
  events: number
  statements: number
  articles: number
  people: number
}
/** `apart` is how many days lie between one copied event and the next. */
export declare function growTopic(authored: Authored, size: Size, apart?: number): Authored
