/** Where events of any age lie on their timeline, and what its axis names. */
import { describe, expect, it } from 'vitest'
import { buildTimeline } from '../../data/build/box-timeline.ts'
import type { Topic } from '../../data/schema/api.ts'

/** A date, or two with a slash between them, an event; each is its event's id. */
function build(...dates: string[]) {
  const events = dates.map((id) => {
    const [startDate, endDate] = id.split('/')
    const datePrecision = { 4: 'year', 7: 'month', 10: 'day' }[startDate?.length ?? 0]
    return { id, name: id, startDate, endDate, datePrecision }
  })
  const timeline = buildTimeline({ events, statements: [] } as unknown as Topic)
  if (!timeline) throw new Error('no event has a date')
  return timeline
}

describe('the axis', () => {
  it.each([
    ['1748 0079-08-24 0062-02-05 0081-09-13', '0500 1000 1500'],
    ['0100 2026-11-26 9999-12-31', '2000 4000 6000 8000'],
    ['2020-01 2020-02', '2020-01 2020-02'],
    ['0001 0003', '0001 0002 0003'],
    ['0098 0101', '0098 0099 0100 0101'],
    ['9997 9999', '9997 9998 9999'],
    ['0999-12 1000-01', '0999-12 1000-01'],
    ['0079-08-24 0079-08-25', '0079-08-24 0079-08-25'],
    ['0004-02-28 0004-03-01', '0004-02-28 0004-02-29 0004-03-01'],
  ])('of %s names %s', (dates, labels) => {
    const { labels: named, unit } = build(...dates.split(' '))
    expect(named.map(({ date }) => date).join(' ')).toBe(labels)
    expect(new Set(named.map(({ date }) => date.length))).toEqual(new Set([{ day: 10, month: 7, year: 4 }[unit]]))
    expect(named.every(({ at }) => at >= 0 && at <= 100)).toBe(true)
  })

  it('puts a year where its first day lies', () => {
    const { dated, labels } = build('0062-02-05', '0500-01-01', '1748')
    expect(dated.find(({ id }) => id === '0500-01-01')?.from).toBeCloseTo(labels[0]?.at ?? 0, 1)
  })
})

describe('events', () => {
  it('stand in their order, also before the year 100', () => {
    const { dated } = build('1748', '0079-08-24', '0062-02-05', '0100', '0099')
    expect(dated.map(({ id }) => id)).toEqual(['0062-02-05', '0079-08-24', '0099', '0100', '1748'])
  })

  it('last as long as their dates say, whatever the precision', () => {
    const [month, year] = build('0099-02/0099-03', '0099')
      .dated.toSorted((a, b) => a.id.length - b.id.length)
      .reverse()
    const lengthOf = (mark?: { from?: number; to?: number }) => (mark?.to ?? 0) - (mark?.from ?? 0)
    expect(lengthOf(month) / lengthOf(year)).toBeCloseTo(59 / 365, 2)
  })
})
