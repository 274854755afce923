/** Every schema that the documentation names, by its name there. A list's schema is made of its item's. */
import * as entities from '../entities.ts'
import * as box from './box-schemas.ts'
import * as history from './history-schemas.ts'
import * as rows from './row-schemas.ts'
import type { SelectionName } from './selections.ts'
import * as service from './service-schemas.ts'
import * as published from './wire-schemas.ts'

export const COMPONENTS = {
  Id: entities.Id,
  Text: entities.Text,
  PartialDate: entities.PartialDate,
  HttpUrl: entities.HttpUrl,
  Sha256: entities.Sha256,
  Locator: entities.Locator,
  Citation: entities.Citation,
  CitedText: entities.CitedText,
  Note: entities.Note,
  Place: entities.Place,
  Participant: entities.Participant,
  Quote: entities.Quote,
  Role: entities.Role,
  Article: entities.Article,
  Event: entities.Event,
  Statement: entities.Statement,
  Party: entities.Party,
  Unknown: entities.Unknown,
  ...published,
  ...box,
  ...rows,
  ...history,
  ...service,
} as const

export type ComponentName = keyof typeof COMPONENTS

/** Lists, by the name of their schema: `{items, next?}`. */
export const LISTS = {
  TopicList: 'TopicRow',
  EventRowList: 'EventRow',
  ArticleRowList: 'ArticleRow',
  EventList: 'Event',
  ArticleList: 'Article',
  StatementList: 'Statement',
  PartyList: 'Party',
  CorrectionList: 'Correction',
  ReleaseList: 'ReleaseRow',
} as const satisfies Record<string, ComponentName>

export type ListName = keyof typeof LISTS
export type SchemaName = ComponentName | ListName | SelectionName
