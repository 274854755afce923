/**
 * The site on workerd, with content for its pages: two topics, one of them partly right to left, images, and a second release that
 * corrects the first.
 */
import type { Authored } from '../../data/schema/authored.ts'
import { publishTopic } from '../../data/store/publish.ts'
import type { Storage } from '../../data/store/refs.ts'
import { growTopic } from '../fixtures/large-topic.ts'
import { loadEveryTopic } from '../fixtures/topics.ts'
import { BUILDER, type Service, startService } from '../fixtures/worker-service.ts'

export const TOPIC = 'us-iran-iraq-talks'
export const HARBOUR = 'harbour-bridge-closure'
/** The same topic in Persian, so that whole pages run right to left. */
export const PERSIAN = 'harbour-bridge-closure-fa'
/** The real topic, grown to the size of a story of several years. */
export const LARGE = `${TOPIC}-grown`
/** The statement that the second release corrects. */
export const CORRECTED = 'iraq-only'

const LARGE_SIZE = { events: 500, statements: 2000, articles: 200, people: 300 }
const day = (n: number) => new Date(Date.UTC(2026, 10, n, 12))

export const startSite = (): Promise<Service> => startService({ publish: publishTopics })

async function publishTopics(storage: Storage): Promise<void> {
  const options = { onto: 'any', builder: BUILDER } as const
  for (const authored of await loadEveryTopic()) {
    const { id } = authored.topic
    if (id === TOPIC) await publishTopic(storage, misstate(authored), { now: day(1), ...options })
    await publishTopic(storage, id === TOPIC ? correct(authored) : authored, { now: day(2), ...options })
    // Not in the index, where its copies would come before all others.
    if (id === TOPIC)
      await publishTopic({ store: storage.store }, growTopic(authored, LARGE_SIZE), { now: day(2), onto: 'any' })
    if (id === HARBOUR) await publishTopic(storage, translate(authored), { now: day(2), ...options })
  }
}

/** Replaces the editors' texts by Persian ones; the sources keep theirs. No test depends on what a sentence says. */
function translate(authored: Authored): Authored {
  const say = (index: number) => SENTENCES[index % SENTENCES.length] ?? ''
  const { topic, events, statements, parties } = authored
  const translateRoles = <Item extends (typeof parties.people)[number]>(party: Item): Item => ({
    ...party,
    roles: party.roles.map((role) => ({ ...role, roleName: 'سخنگوی اداره بندر' })),
  })
  return {
    ...authored,
    topic: {
      ...topic,
      id: PERSIAN,
      name: 'بسته شدن پل بندر فانوس',
      alternateName: ['Harbour bridge closure'],
      inLanguage: 'fa',
      abstract: topic.abstract.map((sentence, index) => ({ ...sentence, text: say(index) })),
      unknowns: topic.unknowns.map((unknown, index) => ({ ...unknown, text: say(index + 1) })),
      corrections: [],
    },
    events: events.map((event, index) => ({ ...event, name: `بازدید ${index + 1} از پل`, description: say(index) })),
    statements: statements.map(({ quote: _, ...statement }, index) => ({ ...statement, text: say(index) })),
    parties: {
      people: parties.people.map(translateRoles),
      organizations: parties.organizations.map(translateRoles),
    },
  }
}

const SENTENCES = [
  'به گفتهٔ اداره بندر، پل متحرک در ۱۱ مارس ۲۰۳۱ پس از پیدا شدن ترک بسته شد (Lantern Bay Courier).',
  'اتحادیهٔ کارکنان کشتی گفت که اعضایش در ژانویه از زنگ‌زدگی خبر داده بودند.',
  'این منابع نمی‌گویند که چه کسی در فوریه تیر پل را بازدید کرد.',
]

const MISTAKE = 'before the first meeting'
const MEANT = 'at the first meeting'

/** Changes the statement's words, and removes its event. */
function misstate(authored: Authored): Authored {
  const statements = authored.statements.map((statement) => {
    const { event: _, ...other } = statement
    return other.id === CORRECTED ? { ...other, text: other.text.replace(MEANT, MISTAKE) } : statement
  })
  return { ...authored, statements }
}

function correct(authored: Authored): Authored {
  const correction = {
    id: 'when-it-was-agreed',
    date: '2026-11-02',
    kind: 'correction',
    target: CORRECTED,
    before: MISTAKE,
    after: MEANT,
    reason: 'We misread the account of the agreement.',
  } as const
  return { ...authored, topic: { ...authored.topic, corrections: [correction] } }
}
