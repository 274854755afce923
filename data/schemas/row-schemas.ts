/** What the lists across topics tell of an item, as valibot schemas. */
import * as v from 'valibot'
import { Article, Event, Id } from '../entities.ts'

export const EventRow = v.strictObject({
  topic: Id,
  ...v.pick(Event, ['id', 'name', 'description', 'startDate', 'endDate', 'datePrecision', 'location']).entries,
})

export const ArticleRow = v.strictObject({
  topic: Id,
  ...v.pick(Article, ['id', 'headline', 'publisher', 'datePublished', 'url', 'inLanguage', 'genre']).entries,
})
