import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../../data/schema/api.ts'
import { readAuthored } from '../real-topic.ts'
import { type Built, build, HOSTILE_TEXTS, read, readPersianAuthored, TOPICS } from './topics.ts'

const PATH = 'events.ics'

function parse(built: Built) {
  const calendar = new ICAL.Component(ICAL.parse(read(built, PATH)))
  const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
  return { calendar, events, find: (id: string) => events.find(({ uid }) => uid === `${id}@${built.topic.id}`) }
}

const days = (event: ICAL.Event | undefined) => event && [event.startDate.toString(), event.endDate.toString()]

function buildWith(change: Partial<Event>): Built {
  const authored = readPersianAuthored()
  const [first] = authored.events
  if (first) Object.assign(first, change)
  return build(authored)
}

describe('events.ics', () => {
  it.each(TOPICS)('has every dated event once, as whole days: %s', (_, create) => {
    const built = create()
    const dated = built.topic.events.filter(({ startDate }) => startDate !== undefined)
    const { events } = parse(built)
    expect(events.map(({ uid }) => uid)).toEqual(dated.map(({ id }) => `${id}@${built.topic.id}`))
    for (const event of events) expect(event.startDate.isDate && event.endDate.isDate, event.uid).toBe(true)
  })

  it('gives the real dates, with an exclusive end', () => {
    const { find } = parse(build(readAuthored()))
    expect(days(find('first-round'))).toEqual(['2007-05-28', '2007-05-29'])
    expect(days(find('second-round'))).toEqual(['2007-07-24', '2007-07-25'])
    expect(find('first-round')?.component.getFirstPropertyValue('status')).toBe('CONFIRMED')
  })

  it('spans the bounds of an approximate date and says that the exact day is unknown', () => {
    const event = parse(build(readAuthored())).find('ncri-statement')
    expect(days(event)).toEqual(['2007-05-27', '2007-06-01'])
    expect(event?.summary).toBe('NCRI statement (exact day not given)')
    expect(event?.description).toContain('27–31 May 2007 (exact day not given). Precision: approximate.')
    expect(event?.component.getFirstPropertyValue('status')).toBe('TENTATIVE')
  })

  it.each([
    ['2031-02', undefined, 'month', ['2031-02-01', '2031-03-01'], 'February 2031 (exact'],
    ['2031-11', '2031-12', 'month', ['2031-11-01', '2032-01-01'], 'November–December 2031 (exact'],
    ['2031', undefined, 'year', ['2031-01-01', '2032-01-01'], '2031 (exact'],
    ['2028-02-28', '2028-02-29', 'day', ['2028-02-28', '2028-03-01'], '28–29 February 2028.'],
    ['0079-08-24', undefined, 'day', ['79-08-24', '79-08-25'], '24 August 79.'],
    ['2031-12-31', undefined, 'day', ['2031-12-31', '2032-01-01'], '31 December 2031.'],
    [
      '2031-12-30',
      '2032-01-02',
      'approximate',
      ['2031-12-30', '2032-01-03'],
      '30 December 2031 – 2 January 2032 (exact',
    ],
  ] as const)('spans %s to %s by %s', (startDate, endDate, datePrecision, expected, words) => {
    const built = buildWith({ startDate, datePrecision, ...(endDate && { endDate }) })
    const event = parse(built).find('february-inspection')
    expect(days(event)).toEqual(expected)
    expect(event?.description).toContain(`Date: ${words}`)
  })

  it('counts the undated events that it omits', () => {
    const { calendar, find } = parse(build(readAuthored()))
    expect(find('ncri-press-conference')).toBeUndefined()
    expect(calendar.getFirstPropertyValue('x-wr-caldesc')).toContain('2 events without a date left out')
    expect(calendar.getFirstPropertyValue('x-wr-calname')).toBe('US–Iran Iraq talks')
  })

  it('does not block time, and links to the page', () => {
    const component = parse(build(readAuthored())).find('second-round')?.component
    const value = (name: string) => String(component?.getFirstPropertyValue(name))
    expect(['transp', 'class', 'location'].map(value)).toEqual(['TRANSPARENT', 'PUBLIC', 'Baghdad'])
    expect(value('url')).toBe('https://origin.invalid/topics/us-iran-iraq-talks#second-round')
    expect([value('dtstamp'), value('last-modified')]).toEqual(['2026-11-02T09:00:00Z', '2026-11-02T09:00:00Z'])
  })

  it('raises SEQUENCE with the release that changed the event, and never lowers it after a rollback', () => {
    const edited = readAuthored()
    const round = edited.events.find(({ id }) => id === 'second-round')
    if (round) round.description = 'An edited description.'
    const first = build(readAuthored())
    const second = build(edited, first)
    const third = build(edited, second)
    // After a rollback to the first release.
    const fourth = build(readAuthored(), first, 4)
    const sequences = (id: string) => [first, second, third, fourth].map((built) => parse(built).find(id)?.sequence)
    expect(sequences('second-round')).toEqual([1, 2, 2, 4])
    expect(sequences('first-round')).toEqual([1, 1, 1, 4])
    expect(String(parse(third).find('second-round')?.component.getFirstPropertyValue('dtstamp'))).toContain('T10:00')
  })

  it('folds lines at 75 octets and ends each with CRLF', () => {
    for (const [name, create] of TOPICS) {
      const content = read(create(), PATH)
      expect(content.endsWith('END:VCALENDAR\r\n'), name).toBe(true)
      expect(content.replaceAll('\r\n', ''), name).not.toMatch(/[\r\n]/)
      for (const line of content.split('\r\n')) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
    }
  })

  it('returns any text unchanged when parsed', () => {
    for (const text of HOSTILE_TEXTS.slice(0, -1)) {
      const authored = readPersianAuthored()
      const [event] = authored.events
      if (event) Object.assign(event, { name: text, datePrecision: 'day', startDate: '2031-02-01' })
      authored.topic.name = text
      const { calendar, events } = parse(build(authored))
      expect(events[0]?.summary).toBe(text)
      // ical.js does not unescape a property that it does not know.
      const name = String(calendar.getFirstPropertyValue('x-wr-calname'))
      expect(name.replace(/\\([\\;,])/g, '$1')).toBe(text)
    }
  })

  it('has no five-digit year', () => {
    expect(read(buildWith({ startDate: '9999-12-31', datePrecision: 'day' }), PATH)).not.toMatch(/:1\d{8}\b/)
  })
})
