/** Where events of any date are placed on the timeline, and the labels of its axis. */
import { describe, expect, it } from 'vitest'
import { buildStrip, buildTimeline } from '../../data/build/box-timeline.ts'
import type { Topic } from '../../data/schema/api.ts'

/** Creates a topic with one event per date, or per two dates joined by a slash; the text is the event's id. `?` means no date. */
function createTopic(dates: string[]): Topic {
  const events = dates.map((id) => {
    const [startDate, endDate] = id.startsWith('?') ? [] : id.split('/')
    const datePrecision = { 4: 'year', 7: 'month', 10: 'day' }[startDate?.length ?? 0] ?? 'unknown'
    return { id, name: id, startDate, endDate, datePrecision }
  })
  return { events, statements: [] } as unknown as Topic
}

function build(...dates: string[]) {
  const timeline = buildTimeline(createTopic(dates))
  if (!timeline) throw new Error('there are no events')
  return timeline
}

describe('the strip of the compact box', () => {
  it.each([
    ['2007-05-28 2007-07-24', '2007-05-28 2007-07-24'],
    ['0999-12-31 1000-01-01', '0999-12-31 1000-01-01'],
    ['2019 2020-02-29', '2019 2020-02-29'],
    ['2020 2020-08-01 2020-09-01', '2020-08-01 2020-09-01'],
    ['2020-02 2020-02-29 2020-05', '2020-02-29 2020-05'],
  ])('of %s goes from the first to the last: %s', (dates, ends) => {
    const { first, last } = buildStrip(createTopic(dates.split(' '))) ?? {}
    expect(`${first?.id} ${last?.id}`).toBe(ends)
  })

  it.each(['2020-05-28 2020', '2020-05-28', '2020-05-28/2020-05-30 2020-05-29/2020-06-02', '? ?2', ''])(
    'is not drawn when no event is known to be before another: %s',
    (dates) => {
      expect(buildStrip(createTopic(dates.split(' ').filter(Boolean)))).toBeUndefined()
    },
  )
})

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

  it('places a year at its first day', () => {
    const { dated, labels } = build('0062-02-05', '0500-01-01', '1748')
    expect(dated.find(({ id }) => id === '0500-01-01')?.from).toBeCloseTo(labels[0]?.at ?? 0, 1)
  })
})

describe('events', () => {
  it('are listed when they have no date, even when none has one', () => {
    expect(build('?1', '?2').undated.map(({ id }) => id)).toEqual(['?1', '?2'])
    expect(buildTimeline(createTopic([]))).toBeUndefined()
  })

  it('are in their order, also before the year 100', () => {
    const { dated } = build('1748', '0079-08-24', '0062-02-05', '0100', '0099')
    expect(dated.map(({ id }) => id)).toEqual(['0062-02-05', '0079-08-24', '0099', '0100', '1748'])
  })

  it('last as long as their dates say, at any precision', () => {
    const [month, year] = build('0099-02/0099-03', '0099')
      .dated.toSorted((a, b) => a.id.length - b.id.length)
      .reverse()
    const lengthOf = (mark?: { from?: number; to?: number }) => (mark?.to ?? 0) - (mark?.from ?? 0)
    expect(lengthOf(month) / lengthOf(year)).toBeCloseTo(59 / 365, 2)
  })
})
