/** A service or a policy that refuses. */
import assert from 'node:assert/strict'
import { BOX_PATH, type ServiceAnswer } from '../../../fixtures/box-service.ts'
import { type Spec, withBoxes } from '../../cases.ts'
import { until } from '../../until.ts'
import type { Visit } from '../../visit.ts'

const TROUBLES: Record<string, ServiceAnswer> = {
  'an error': { status: 500, body: 'no' },
  'an outage': { status: 503, type: 'application/problem+json', body: '{"title":"Service Unavailable"}' },
  'a page instead of data': { type: 'text/html', body: '<!doctype html><title>Sign in</title>' },
  'data that are no box': { type: 'application/json', body: '{"items":[]}' },
  'half of the data': { type: 'application/json', body: '{"topic":"us-iran-iraq-talks","name":"US' },
  'a broken line': (response) => void response.destroy(),
}

/** Runs in the page: reads its own words and the notice below them, when both are visible. */
function readNotice(): { words: string | undefined; isReadable: boolean | undefined } | undefined {
  const box = document.querySelector('fact-box')
  const notice = box?.shadowRoot?.querySelector('[role=status] button')
  const words = box?.querySelector('p')
  return notice ? { words: words?.textContent, isReadable: words?.checkVisibility() } : undefined
}

export const SERVICE: Record<string, Spec> = {
  'data-refused': {
    /** Errors of the policy, which is the page's own. */
    expectedErrors: /connect-src|Refused to connect|Fetch API cannot load|Content-Security-Policy/i,
    async check({ open, service }) {
      const visit = await open()
      await visit.until(
        'the notice',
        () => document.querySelector('fact-box')?.shadowRoot?.querySelector('[role=status]')?.textContent,
      )
      assert.ok(await visit.tab.evaluate(() => document.querySelector('fact-box p')?.checkVisibility()))
      assert.ok(!service.asked.includes(BOX_PATH))
    },
  },
  'script-refused': {
    expectedErrors: /Failed to load resource/,
    async check({ open }) {
      const visit = await open()
      const place = await visit.tab.evaluate(() => {
        const box = document.querySelector<HTMLElement>('fact-box')
        return { text: box?.textContent, isShown: (box?.getBoundingClientRect().height ?? 0) > 0 }
      })
      assert.deepEqual(place, { text: 'The facts will stand here.', isShown: true })
    },
  },
  'slow-data': {
    async check({ open, service }) {
      const late = Promise.withResolvers<void>()
      service.delay(BOX_PATH, late.promise)
      const visit = await open()
      await until('the data are asked for', 10_000, async () => service.asked.includes(BOX_PATH))
      const waiting = await visit.tab.evaluate(() => ({
        page: document.readyState,
        hasWords: document.querySelector('fact-box p')?.checkVisibility(),
      }))
      assert.deepEqual(waiting, { page: 'complete', hasWords: true })
      late.resolve()
      await visit.expectBoxes()
      assert.equal(await visit.tab.evaluate(() => document.querySelector('fact-box p')?.getClientRects().length), 0)
    },
  },
  'service-in-trouble': {
    expectedErrors: /Failed to load resource|Cross-Origin|access control|NetworkError/,
    async check({ open, service }) {
      let visit: Visit | undefined
      for (const [index, [trouble, answer]] of Object.entries(TROUBLES).entries()) {
        service.answer(BOX_PATH, answer)
        if (visit) await visit.clickInBox('[role=status] button')
        visit ??= await open()
        await visit.until(trouble, (count) => (window as unknown as { failed: number }).failed === count, index + 1)
        const shown = await visit.tab.evaluate(readNotice)
        assert.deepEqual(shown, { words: 'The facts will stand here.', isReadable: true }, trouble)
      }
      service.answer(BOX_PATH, undefined)
      await visit?.clickInBox('[role=status] button')
      await visit?.expectBoxes()
      assert.equal(await visit?.tab.evaluate(readNotice), undefined)
    },
  },
  'strict-policy': withBoxes(
    async ({ visit, expectPageUnchanged }) => {
      await visit.expectOwnLook()
      // A policy that is not in force would prove nothing.
      const refused = await visit.tab.evaluate(() => {
        const element = document.createElement('p')
        element.setAttribute('style', 'color: red')
        return element.style.color === ''
      })
      assert.ok(refused, 'the policy is not in force')
      await expectPageUnchanged(visit)
    },
    { count: 2, expectedErrors: /style="?|inline style|style-src/ },
  ),
  'sandboxed-frame': {
    async check({ open }) {
      const visit = await open()
      await visit.tab.evaluate(() => document.querySelector('iframe')?.scrollIntoView({ behavior: 'instant' }))
      const frame = await visit.tab.frame(0)
      await visit.expectBoxes(2, { frame })
      assert.equal(await frame.evaluate(() => self.origin), 'null')
      assert.deepEqual(await frame.evaluate(() => (window as { consoleLog?: string[] }).consoleLog), [])
    },
  },
}
