/** One failing case per rule; the real topic is the passing case of every rule. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkTopic } from '../../data/checks/index.ts'
import type { Language } from '../../data/checks/wording.ts'
import type { Authored } from '../../data/schema/authored.ts'
import { readAuthored } from './real-topic.ts'

const LANGUAGE: Language = parse(readFileSync(new URL('../../data/topics/language.yml', import.meta.url), 'utf8'))

type Items = Authored['events'] | Authored['statements'] | Authored['articles']

function find<Item extends Items[number]>(items: Item[], id: string): Item {
  const item = items.find((candidate) => candidate.id === id)
  if (!item) throw new Error(`there is no ${id}`)
  return item
}

type Find = (topic: Authored, id: string) => object
const event = (topic: Authored, id: string) => find(topic.events, id)
const statement = (topic: Authored, id: string) => find(topic.statements, id)

/** Edits that set fields of an item, or delete one. */
const set = (find: Find, id: string, values: object) => (topic: Authored) => Object.assign(find(topic, id), values)
const drop = (find: Find, id: string, field: string) => (topic: Authored) =>
  Reflect.deleteProperty(find(topic, id), field)

interface Case {
  rule: string
  spoil: (topic: Authored) => void
  /** The file and the problem. */
  finding: string
}

const CASES: Case[] = [
  {
    rule: 'an id is unique',
    spoil: set(statement, 'iraq-only', { id: 'first-round' }),
    finding: 'statements.yml: the id first-round is already taken in events.yml',
  },
  {
    rule: 'an id is not that of a section on the page',
    spoil: set(statement, 'iraq-only', { id: 'history' }),
    finding: 'statements.yml: the id history is taken by a section of the topic’s page',
  },
  {
    rule: 'a participant exists',
    spoil: (topic) => event(topic, 'first-round').participants.push({ party: 'nobody', roleName: 'guest' }),
    finding: 'events.yml: there is no party nobody',
  },
  {
    rule: 'a claimant exists',
    spoil: set(statement, 'iraq-only', { claimant: 'nobody' }),
    finding: 'statements.yml: there is no party nobody',
  },
  {
    rule: 'a cited article exists',
    spoil: (topic) =>
      topic.topic.abstract[0]?.citations.forEach((citation) => Object.assign(citation, { article: 'nothing' })),
    finding: 'topic.yml: there is no article nothing',
  },
  {
    rule: 'a super-event exists',
    spoil: set(event, 'special-committee-agreement', { superEvent: 'third-round' }),
    finding: 'events.yml: there is no event third-round',
  },
  {
    rule: 'an event is not part of itself',
    spoil: set(event, 'first-round', { superEvent: 'first-round' }),
    finding: 'events.yml: first-round is part of first-round',
  },
  {
    rule: 'an event is not part of itself, directly or indirectly',
    spoil: (topic) => {
      const [one, two, three] = topic.events
      if (one && two && three) Object.assign(one, { superEvent: two.id })
      if (one && two && three) Object.assign(two, { superEvent: three.id })
      if (one && three) Object.assign(three, { superEvent: one.id })
    },
    finding: 'events.yml: first-round is part of crocker-remarks is part of mnf-i-web-article is part of first-round',
  },
  {
    rule: 'an id is retired once',
    spoil: (topic) => {
      for (const date of ['2026-01-01', '2026-01-02']) topic.topic.retired.push({ id: 'old', date, reason: 'Merged.' })
    },
    finding: 'topic.yml: old is retired twice',
  },
  {
    rule: 'an unknown date is omitted',
    spoil: set(event, 'ncri-press-conference', { startDate: '2007-05-30' }),
    finding: 'events.yml: the precision is unknown, yet there is a date',
  },
  {
    rule: 'a date has its precision',
    spoil: set(event, 'first-round', { startDate: '2007-05' }),
    finding: 'events.yml: the date does not have the precision day',
  },
  {
    rule: 'an end date has the same precision',
    spoil: set(event, 'first-round', { endDate: '2007-05' }),
    finding: 'events.yml: the date does not have the precision day',
  },
  {
    rule: 'an approximate date has bounds',
    spoil: drop(event, 'ncri-statement', 'endDate'),
    finding: 'events.yml: an approximate date needs bounds',
  },
  {
    rule: 'an event does not end before it starts',
    spoil: set(event, 'ncri-statement', { endDate: '2007-05-01' }),
    finding: 'events.yml: the event ends before it starts',
  },
  {
    rule: 'a publication date has a basis',
    spoil: (topic) => Reflect.deleteProperty(topic.articles[0] ?? {}, 'dateBasis'),
    finding: 'articles.yml: the date has no basis',
  },
  {
    rule: 'a claim has a claimant',
    spoil: drop(statement, 'qods-force-member', 'claimant'),
    finding: 'statements.yml: a statement that is claimed needs a claimant',
  },
  {
    rule: 'a report cites the article that reports it',
    spoil: set(statement, 'iraq-only', { reportedBy: 'voa-talks-on-iraq' }),
    finding: 'statements.yml: no citation is from voa-talks-on-iraq, which is said to report it',
  },
  {
    rule: 'the reporting article exists',
    spoil: set(statement, 'iraq-only', { reportedBy: 'nobody' }),
    finding: 'statements.yml: there is no article nobody',
  },
  {
    rule: 'a quote is short',
    spoil: set(statement, 'us-concerns', {
      quote: { text: 'a '.repeat(16).trim(), spokenBy: 'ryan-crocker' },
    }),
    finding: 'statements.yml: the quote has 16 words; the maximum is 15',
  },
  {
    rule: 'quotation marks enclose only declared words',
    spoil: set(statement, 'iraq-only', { text: 'Crocker called it “progress” (Iran Focus).' }),
    finding: 'statements.yml: “progress” is in quotation marks but is not a declared quote',
  },
  ...['‘progress’', "'progress'", '„progress“', '"progress"', '«progress»', '「progress」', '‚progress‘'].map(
    (words): Case => ({
      rule: `quotation marks of every kind are quotation marks: ${words}`,
      spoil: set(statement, 'iraq-only', { text: `Crocker called the clergies’ day ${words} (Iran Focus).` }),
      finding: 'statements.yml: “progress” is in quotation marks but is not a declared quote',
    }),
  ),
  {
    rule: 'quotation marks are paired',
    spoil: set(statement, 'iraq-only', { text: 'Crocker called it “progress (Iran Focus).' }),
    finding: 'statements.yml: a quotation mark has no partner',
  },
  {
    rule: 'a passage ends after it starts',
    spoil: (topic) =>
      statement(topic, 'iraq-only').citations.forEach(({ locator }) => Object.assign(locator, { end: locator.start })),
    finding: 'statements.yml: the passage ends before it starts',
  },
  {
    rule: 'a text fragment belongs to its article',
    spoil: (topic) =>
      statement(topic, 'iraq-only').citations.forEach((citation) =>
        Object.assign(citation, { textFragmentUrl: 'https://a.example/#:~:text=a' }),
      ),
    finding: 'statements.yml: iran-focus-crocker-meeting has no url',
  },
  {
    rule: 'quotation marks enclose only declared words in every text of a topic',
    spoil: set(event, 'first-round', { outcome: 'A “breakthrough”.' }),
    finding: 'events.yml: “breakthrough” is in quotation marks but is not a declared quote',
  },
  {
    rule: 'an allegation about a person names the claimant',
    spoil: set(statement, 'qods-force-member', { text: 'Kazemi Qomi was a member (Iran Focus).' }),
    finding:
      'statements.yml: this is said about a person, and the text does not name National Council of Resistance of Iran',
  },
  {
    rule: 'an allegation about a person names the outlet',
    spoil: set(statement, 'qods-force-member', { text: 'The NCRI alleged that Kazemi Qomi was a member.' }),
    finding: 'statements.yml: this is said about a person, and the text does not name Iran Focus',
  },
  {
    rule: 'a group has one lead',
    spoil: (topic) => {
      for (const one of topic.statements) delete one.lead
      for (const id of ['iraq-only', 'support-for-iraq']) statement(topic, id).lead = true
    },
    finding: 'statements.yml: iraq-only is already the lead of agreed',
  },
  {
    rule: 'the list of unknowns has one lead',
    spoil: (topic) => {
      for (const unknown of topic.topic.unknowns) unknown.lead = true
    },
    finding: 'topic.yml: no-iranian-or-iraqi-voice is already the lead of unknowns',
  },
  {
    rule: 'an accusation against a person is never the lead',
    spoil: (topic) => {
      for (const one of topic.statements) delete one.lead
      statement(topic, 'qods-force-member').lead = true
    },
    finding: 'statements.yml: an accusation against a person must not represent its group',
  },
  {
    rule: 'an accusation against a person is not shown alone',
    spoil: drop(statement, 'irgc-officer', 'standalone'),
    finding: 'statements.yml: an accusation against a person must not be shown alone',
  },
  {
    rule: 'an event with only accusations is not shown alone',
    spoil: drop(event, 'ncri-statement', 'standalone'),
    finding: 'events.yml: an event with only accusations against a person must not be shown alone',
  },
  {
    rule: 'a correction does not repeat what was retracted about a person',
    spoil: (topic) =>
      topic.topic.corrections.push({
        id: 'a-correction',
        date: '2026-11-03',
        kind: 'retraction',
        target: 'qods-force-member',
        before: 'The accusation, word for word.',
        after: 'Something milder.',
        reason: 'It was not what the source said.',
      }),
    finding: 'topic.yml: this repeats retracted words about a person',
  },
  {
    rule: 'a report has no factive verb',
    spoil: set(statement, 'principles-set-out', {
      text: 'The MNF-I noted that each side had principles (Iran Focus).',
    }),
    finding: 'statements.yml: “noted” implies that the statement is true',
  },
]

/** Wording problems; they are warnings and do not prevent publishing. */
const WARNINGS: Case[] = [
  {
    rule: 'a person named in a text is listed under about',
    spoil: (topic) => {
      const one = statement(topic, 'qods-force-member')
      const [person] = topic.parties.people.filter(({ id }) => one.about.includes(id))
      one.about = one.about.filter((id) => id !== person?.id)
      one.text = `The NCRI alleged that ${person?.name} was a member (Iran Focus).`
    },
    finding: 'statements.yml: the text names Hassan Kazemi Qomi, who is not under about',
  },
  {
    rule: 'a text names its speaker',
    spoil: set(statement, 'iraq-only', { text: 'All agreed on Iraq only (Iran Focus).' }),
    finding: 'statements.yml: the text does not name Ryan Crocker',
  },
  {
    rule: 'a text names its speaker once',
    spoil: set(statement, 'iraq-only', {
      text: 'Crocker said all had agreed on Iraq only, according to Ryan Crocker (Iran Focus).',
    }),
    finding: 'statements.yml: the text names Ryan Crocker 2 times',
  },
  {
    rule: 'a text names its outlet once',
    spoil: set(statement, 'special-committee', {
      text: 'A Voice of America (VOA) editorial said the three had agreed on a committee, according to VOA.',
    }),
    finding: 'statements.yml: the text names Voice of America 2 times',
  },
  {
    rule: 'a list contains each item once',
    spoil: (topic) => statement(topic, 'iraq-only').about.push('iraq'),
    finding: 'statements.yml: iraq is in this list twice',
  },
  {
    rule: 'a passage is cited once per place',
    spoil: (topic) => {
      const { citations } = statement(topic, 'iraq-only')
      citations.push(...citations)
    },
    finding: 'statements.yml: the same passage of iran-focus-crocker-meeting is cited twice',
  },
  {
    rule: 'the lede is short',
    spoil: (topic) => {
      const [, second] = topic.topic.abstract
      if (second) second.text = `${'word '.repeat(30)}word.`
    },
    finding: 'topic.yml: the abstract’s first 2 sentences have 51 words; a compact box shows 45',
  },
  {
    rule: 'an abbreviation is spelled out',
    spoil: set(event, 'second-round', { outcome: 'Agreement, the UNAMI said.' }),
    finding: 'events.yml: UNAMI is never spelled out',
  },
  {
    rule: 'other words before an abbreviation do not spell it out',
    spoil: set(event, 'second-round', { outcome: 'Agreement, said its host (UNAMI).' }),
    finding: 'events.yml: UNAMI is never spelled out',
  },
  {
    rule: 'an editorial does not report',
    spoil: set(event, 'special-committee-agreement', { description: 'The three agreed, VOA reported.' }),
    finding: 'events.yml: an editorial states a view and does not report',
  },
]

describe('checks', () => {
  it.each([
    ['before it', { startDate: '2007-05-27' }, 'startDate'],
    ['after it', { startDate: '2007-07-25' }, 'startDate'],
    ['beyond its end', { startDate: '2007-07-24', endDate: '2007-07-25' }, 'endDate'],
    ['in another year', { startDate: '2008', datePrecision: 'year' }, 'startDate'],
    [
      'wherever between its bounds',
      { startDate: '2008-01', endDate: '2008-02', datePrecision: 'approximate' },
      'startDate',
    ],
  ])('warn of an event outside the period of the topic: %s', (_, dates, key) => {
    const topic = readAuthored(set(event, 'first-round', dates))
    expect(checkTopic(topic, LANGUAGE)).toEqual([
      {
        file: 'events.yml',
        path: [topic.events.findIndex(({ id }) => id === 'first-round'), key],
        problem: 'the event lies outside the period of the topic, 2007-05-28/2007-07-24',
        remedy: 'correct the date, or temporalCoverage in topic.yml',
        severity: 'warning',
      },
    ])
  })

  it('leave an event in peace that may lie inside the period of the topic', () => {
    for (const dates of [
      { startDate: '2007', datePrecision: 'year' },
      { startDate: '2007-05', datePrecision: 'month' },
      { startDate: '2007-01', endDate: '2007-06-01', datePrecision: 'approximate' },
    ]) {
      expect(checkTopic(readAuthored(set(event, 'first-round', dates)), LANGUAGE)).toEqual([])
    }
  })

  it('take a correction of whatever a topic says, an unknown too, and of nothing else', () => {
    const correct = (target: string) => (topic: Authored) =>
      topic.topic.corrections.push({
        id: 'a-correction',
        date: '2026-11-03',
        kind: 'clarification',
        target,
        before: 'It said this.',
        after: 'It says that.',
        reason: 'It was not clear.',
      })
    const topic = readAuthored()
    const targets = [
      ...[topic.statements, topic.events, topic.articles, topic.parties.people, topic.parties.organizations],
      topic.topic.unknowns,
    ].flatMap((items) => items.at(-1)?.id ?? [])
    expect(targets).toHaveLength(6)
    const problems = (target: string) =>
      checkTopic(readAuthored(correct(target)), LANGUAGE).map(({ problem }) => problem)
    for (const target of targets) {
      expect(
        problems(target).filter((problem) => problem.startsWith('there is no')),
        target,
      ).toEqual([])
    }
    expect(problems('nobody')).toEqual(['there is no statement or event or article or party or unknown nobody'])
  })

  it('find nothing wrong with the real topic', () => {
    expect(checkTopic(readAuthored(), LANGUAGE)).toEqual([])
  })

  it('only warn about a word that takes a side', () => {
    const topic = readAuthored()
    Object.assign(statement(topic, 'iraq-only'), { text: 'Crocker said the regime revealed it (Iran Focus).' })
    const findings = checkTopic(topic, LANGUAGE)
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning'])
    expect(findings.map(({ remedy }) => remedy).join()).toContain('government')
  })

  it.each(CASES)('$rule', ({ spoil, finding }) => {
    const findings = checkTopic(readAuthored(spoil), LANGUAGE)
    expect(findings.map(({ file, problem }) => `${file}: ${problem}`)).toContain(finding)
    for (const { remedy } of findings) expect(remedy).toMatch(/\w/)
  })

  it('do not report the names of an article that does not exist', () => {
    const findings = checkTopic(readAuthored(set(statement, 'iraq-only', { reportedBy: 'nobody' })), LANGUAGE)
    expect(findings.map(({ problem }) => problem)).toEqual([
      'there is no article nobody',
      'no citation is from nobody, which is said to report it',
    ])
  })

  it.each(WARNINGS)('warn about a breach: $rule', ({ spoil, finding }) => {
    const findings = checkTopic(readAuthored(spoil), LANGUAGE)
    expect(findings.map(({ file, problem }) => `${file}: ${problem}`)).toEqual([finding])
    expect(findings).toMatchObject([{ remedy: expect.stringMatching(/\w/), severity: 'warning' }])
  })

  it('accept an abbreviation that is spelled out by its initials', () => {
    const topic = readAuthored()
    event(topic, 'second-round').outcome = 'Agreement, said the Assistance Mission for Iraq (AMI).'
    expect(checkTopic(topic, LANGUAGE)).toEqual([])
  })

  it('allow a loaded word in quotation marks that name its speaker', () => {
    const topic = readAuthored()
    expect(statement(topic, 'eight-year-war').text).toContain('“vicious')
    expect(checkTopic(topic, LANGUAGE)).toEqual([])
  })
})

describe('sizes', () => {
  it('of a text are reported with the figure, as a warning', () => {
    const topic = readAuthored()
    Object.assign(statement(topic, 'iraq-only'), { text: `${'All agreed to focus on Iraq. '.repeat(22)}` })
    const finding = {
      file: 'statements.yml',
      severity: 'warning',
      problem: 'the text has 638 characters, more than 600',
    }
    expect(checkTopic(topic)).toContainEqual(expect.objectContaining(finding))
  })

  it('of a topic are reported too', () => {
    const topic = readAuthored()
    const [first] = topic.events
    if (!first) throw new Error('no events')
    for (let index = 0; index < 2_000; index++) topic.events.push({ ...first, id: `event-${index}` })
    const problems = checkTopic(topic).map(({ problem }) => problem)
    expect(problems).toContainEqual(expect.stringMatching(/^the topic has [\d.]+ KiB, more than 2048.0 KiB$/))
  })
})
