/** One failing case a rule; the real topic is the passing case of them all. */
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

const event = (topic: Authored, id: string) => find(topic.events, id)
const statement = (topic: Authored, id: string) => find(topic.statements, id)

interface Case {
  rule: string
  spoil: (topic: Authored) => void
  file: string
  problem: string
}

const CASES: Case[] = [
  {
    rule: 'an id is taken once',
    spoil: (topic) => Object.assign(statement(topic, 'iraq-only'), { id: 'first-round' }),
    file: 'statements.yml',
    problem: 'the id first-round is already taken in events.yml',
  },
  {
    rule: 'an id is no section’s on the page',
    spoil: (topic) => Object.assign(statement(topic, 'iraq-only'), { id: 'history' }),
    file: 'statements.yml',
    problem: 'the id history is taken by a section of the topic’s page',
  },
  {
    rule: 'a participant exists',
    spoil: (topic) => event(topic, 'first-round').participants.push({ party: 'nobody', roleName: 'guest' }),
    file: 'events.yml',
    problem: 'there is no party nobody',
  },
  {
    rule: 'a claimant exists',
    spoil: (topic) => Object.assign(statement(topic, 'iraq-only'), { claimant: 'nobody' }),
    file: 'statements.yml',
    problem: 'there is no party nobody',
  },
  {
    rule: 'a cited article exists',
    spoil: (topic) =>
      topic.topic.abstract[0]?.citations.forEach((citation) => Object.assign(citation, { article: 'nothing' })),
    file: 'topic.yml',
    problem: 'there is no article nothing',
  },
  {
    rule: 'a super-event exists',
    spoil: (topic) => Object.assign(event(topic, 'special-committee-agreement'), { superEvent: 'third-round' }),
    file: 'events.yml',
    problem: 'there is no event third-round',
  },
  {
    rule: 'an unknown date is not given',
    spoil: (topic) => Object.assign(event(topic, 'ncri-press-conference'), { startDate: '2007-05-30' }),
    file: 'events.yml',
    problem: 'the precision is unknown, yet there is a date',
  },
  {
    rule: 'a date has its precision',
    spoil: (topic) => Object.assign(event(topic, 'first-round'), { startDate: '2007-05' }),
    file: 'events.yml',
    problem: 'the date does not have the precision day',
  },
  {
    rule: 'an approximate date has bounds',
    spoil: (topic) => Reflect.deleteProperty(event(topic, 'ncri-statement'), 'endDate'),
    file: 'events.yml',
    problem: 'an approximate date needs bounds',
  },
  {
    rule: 'an event does not end before it starts',
    spoil: (topic) => Object.assign(event(topic, 'ncri-statement'), { endDate: '2007-05-01' }),
    file: 'events.yml',
    problem: 'the event ends before it starts',
  },
  {
    rule: 'a date of publication has a basis',
    spoil: (topic) => Reflect.deleteProperty(topic.articles[0] ?? {}, 'dateBasis'),
    file: 'articles.yml',
    problem: 'the date has no basis',
  },
  {
    rule: 'a claim has a claimant',
    spoil: (topic) => Reflect.deleteProperty(statement(topic, 'qods-force-member'), 'claimant'),
    file: 'statements.yml',
    problem: 'a statement that is claimed needs a claimant',
  },
  {
    rule: 'what an article reports is cited from it',
    spoil: (topic) => Object.assign(statement(topic, 'iraq-only'), { reportedBy: 'voa-talks-on-iraq' }),
    file: 'statements.yml',
    problem: 'no citation is from voa-talks-on-iraq, which is said to report it',
  },
  {
    rule: 'a quote is short',
    spoil: (topic) =>
      Object.assign(statement(topic, 'us-concerns'), {
        quote: { text: 'a '.repeat(16).trim(), spokenBy: 'ryan-crocker' },
      }),
    file: 'statements.yml',
    problem: 'the quote has 16 words; 15 are the most',
  },
  {
    rule: 'quotation marks stand around declared words only',
    spoil: (topic) =>
      Object.assign(statement(topic, 'iraq-only'), { text: 'Crocker called it “progress” (Iran Focus).' }),
    file: 'statements.yml',
    problem: '“progress” stands in quotation marks but is no declared quote',
  },
  {
    rule: 'a passage ends after it starts',
    spoil: (topic) =>
      statement(topic, 'iraq-only').citations.forEach(({ locator }) => Object.assign(locator, { end: locator.start })),
    file: 'statements.yml',
    problem: 'the passage ends before it starts',
  },
  {
    rule: 'a text fragment belongs to its article',
    spoil: (topic) =>
      statement(topic, 'iraq-only').citations.forEach((citation) =>
        Object.assign(citation, { textFragmentUrl: 'https://a.example/#:~:text=a' }),
      ),
    file: 'statements.yml',
    problem: 'iran-focus-crocker-meeting has no url',
  },
  {
    rule: 'quotation marks stand around declared words in every text of a topic',
    spoil: (topic) => Object.assign(event(topic, 'first-round'), { outcome: 'A “breakthrough”.' }),
    file: 'events.yml',
    problem: '“breakthrough” stands in quotation marks but is no declared quote',
  },
  {
    rule: 'an allegation about a person names the claimant',
    spoil: (topic) =>
      Object.assign(statement(topic, 'qods-force-member'), { text: 'Kazemi Qomi was a member (Iran Focus).' }),
    file: 'statements.yml',
    problem: 'this is said about a person, and the text does not name National Council of Resistance of Iran',
  },
  {
    rule: 'an allegation about a person names the outlet',
    spoil: (topic) =>
      Object.assign(statement(topic, 'qods-force-member'), { text: 'The NCRI alleged that Kazemi Qomi was a member.' }),
    file: 'statements.yml',
    problem: 'this is said about a person, and the text does not name Iran Focus',
  },
  {
    rule: 'a group has one lead',
    spoil: (topic) => {
      for (const one of topic.statements) delete one.lead
      for (const id of ['iraq-only', 'support-for-iraq']) statement(topic, id).lead = true
    },
    file: 'statements.yml',
    problem: 'iraq-only is already the lead of agreed',
  },
  {
    rule: 'what is not in the sources has one lead',
    spoil: (topic) => {
      for (const unknown of topic.topic.unknowns) unknown.lead = true
    },
    file: 'topic.yml',
    problem: 'no-iranian-or-iraqi-voice is already the lead of unknowns',
  },
  {
    rule: 'an accusation against a person leads nothing',
    spoil: (topic) => {
      for (const one of topic.statements) delete one.lead
      statement(topic, 'qods-force-member').lead = true
    },
    file: 'statements.yml',
    problem: 'an accusation against a person must not stand for its group',
  },
  {
    rule: 'an accusation against a person is not shown alone',
    spoil: (topic) => Reflect.deleteProperty(statement(topic, 'irgc-officer'), 'standalone'),
    file: 'statements.yml',
    problem: 'an accusation against a person must not be shown alone',
  },
  {
    rule: 'an event with nothing but accusations is not shown alone',
    spoil: (topic) => Reflect.deleteProperty(event(topic, 'ncri-statement'), 'standalone'),
    file: 'events.yml',
    problem: 'an event with accusations against a person alone must not be shown alone',
  },
  {
    rule: 'a correction does not repeat what was taken back about a person',
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
    file: 'topic.yml',
    problem: 'this repeats what was taken back about a person',
  },
  {
    rule: 'what is reported carries no factive verb',
    spoil: (topic) =>
      Object.assign(statement(topic, 'principles-set-out'), {
        text: 'The MNF-I noted that each side had principles (Iran Focus).',
      }),
    file: 'statements.yml',
    problem: '“noted” grants that what is said is true',
  },
]

/** What reads badly; none of it keeps a topic from being published. */
const DOUBTS: Case[] = [
  {
    rule: 'a text names its speaker',
    spoil: (topic) => Object.assign(statement(topic, 'iraq-only'), { text: 'All agreed on Iraq only (Iran Focus).' }),
    file: 'statements.yml',
    problem: 'the text does not name Ryan Crocker',
  },
  {
    rule: 'a text names its speaker once',
    spoil: (topic) =>
      Object.assign(statement(topic, 'iraq-only'), {
        text: 'Crocker said all had agreed on Iraq only, according to Ryan Crocker (Iran Focus).',
      }),
    file: 'statements.yml',
    problem: 'the text names Ryan Crocker 2 times',
  },
  {
    rule: 'a text names its outlet once',
    spoil: (topic) =>
      Object.assign(statement(topic, 'special-committee'), {
        text: 'A Voice of America (VOA) editorial said the three had agreed on a committee, according to VOA.',
      }),
    file: 'statements.yml',
    problem: 'the text names Voice of America 2 times',
  },
  {
    rule: 'the lede is short',
    spoil: (topic) => {
      const [, second] = topic.topic.abstract
      if (second) second.text = `${'word '.repeat(30)}word.`
    },
    file: 'topic.yml',
    problem: 'the abstract’s first 2 sentences have 51 words; a compact box shows 45',
  },
  {
    rule: 'an abbreviation is spelled out',
    spoil: (topic) => Object.assign(event(topic, 'second-round'), { outcome: 'Agreement, the UNAMI said.' }),
    file: 'events.yml',
    problem: 'UNAMI is never spelled out',
  },
  {
    rule: 'a name that stands elsewhere is no expansion',
    spoil: (topic) => Object.assign(event(topic, 'second-round'), { outcome: 'Agreement, said its host (UNAMI).' }),
    file: 'events.yml',
    problem: 'UNAMI is never spelled out',
  },
  {
    rule: 'an editorial does not report',
    spoil: (topic) =>
      Object.assign(event(topic, 'special-committee-agreement'), { description: 'The three agreed, VOA reported.' }),
    file: 'events.yml',
    problem: 'an editorial states a view and does not report',
  },
]

describe('checks', () => {
  it('find nothing wrong with the real topic', () => {
    expect(checkTopic(readAuthored(), LANGUAGE)).toEqual([])
  })

  it('only doubt a word that takes a side', () => {
    const topic = readAuthored()
    Object.assign(statement(topic, 'iraq-only'), { text: 'Crocker said the regime revealed it (Iran Focus).' })
    const findings = checkTopic(topic, LANGUAGE)
    expect(findings.map(({ severity }) => severity)).toEqual(['warning', 'warning'])
    expect(findings.map(({ remedy }) => remedy).join()).toContain('government')
  })

  it.each(CASES)('$rule', ({ spoil, file, problem }) => {
    const topic = readAuthored()
    spoil(topic)
    const findings = checkTopic(topic, LANGUAGE)
    expect(findings).toContainEqual(expect.objectContaining({ file, problem, remedy: expect.stringMatching(/\w/) }))
  })

  it.each(DOUBTS)('doubt a breach: $rule', ({ spoil, file, problem }) => {
    const topic = readAuthored()
    spoil(topic)
    const doubt = { file, problem, remedy: expect.stringMatching(/\w/), severity: 'warning' }
    expect(checkTopic(topic, LANGUAGE)).toEqual([expect.objectContaining(doubt)])
  })

  it('take an abbreviation for spelled out by its initials', () => {
    const topic = readAuthored()
    event(topic, 'second-round').outcome = 'Agreement, said the Assistance Mission for Iraq (AMI).'
    expect(checkTopic(topic, LANGUAGE)).toEqual([])
  })

  it('leave a loaded word to its speaker in quotation marks', () => {
    const topic = readAuthored()
    expect(statement(topic, 'eight-year-war').text).toContain('“vicious')
    expect(checkTopic(topic, LANGUAGE)).toEqual([])
  })
})

describe('sizes', () => {
  it('of a text are reported with their figure, as a doubt', () => {
    const topic = readAuthored()
    Object.assign(statement(topic, 'iraq-only'), { text: `${'All agreed to focus on Iraq. '.repeat(22)}` })
    const finding = {
      file: 'statements.yml',
      severity: 'warning',
      problem: 'the text has 638 characters, more than 600',
    }
    expect(checkTopic(topic)).toContainEqual(expect.objectContaining(finding))
  })

  it('of a topic, too', () => {
    const topic = readAuthored()
    const [first] = topic.events
    if (!first) throw new Error('no events')
    for (let index = 0; index < 2_000; index++) topic.events.push({ ...first, id: `event-${index}` })
    const problems = checkTopic(topic).map(({ problem }) => problem)
    expect(problems).toContainEqual(expect.stringMatching(/^the topic has [\d.]+ KiB, more than 2048.0 KiB$/))
  })
})
