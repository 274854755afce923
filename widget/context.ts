/** What every view is given: the box, how to show it, and its entities by id. Pure. */
import type { Box, BoxArticle, BoxEvent, BoxParty } from '../data/wire.ts'
import type { Config } from './config.ts'
import { en } from './strings/en.ts'
import type { Strings } from './strings/strings.ts'

export interface Context {
  box: Box
  config: Config
  strings: Strings
  article: (id: string) => BoxArticle | undefined
  event: (id: string | undefined) => BoxEvent | undefined
  party: (id: string | undefined) => BoxParty | undefined
}

export function createContext(box: Box, config: Config): Context {
  const find =
    <Item extends { id: string }>(items: Item[]) =>
    (id: string | undefined) =>
      items.find((item) => item.id === id)
  return {
    box,
    config,
    strings: en,
    article: find(box.articles),
    event: find(box.events),
    party: find([...box.people, ...box.organizations]),
  }
}
