/** The tour in `/docs`: each printed command runs, in one request, and prints the answer that is printed below it. */
import { afterAll, describe, expect, it } from 'vitest'
import { TOUR } from '../../worker/pages/docs/tour.ts'
import { COMMANDS, runCommand, startTourService } from './tour.ts'

const service = await startTourService()
afterAll(() => service.close())

describe('the tour', () => {
  it('has the questions that it should answer, each by one request', () => {
    expect(TOUR.map(({ question, command }) => [question, command])).toEqual(Object.entries(COMMANDS))
    for (const { command } of TOUR) expect(command.match(/curl/g), command).toHaveLength(1)
  })

  it.each(TOUR)('$question', async ({ command, answer }) => {
    expect(await runCommand(command, service.origin)).toBe(answer)
    expect(answer).toMatch(/^\{"|^200 /)
    expect(answer).not.toContain('"items":[]')
  })

  it('is at the top of the page, with commands that name this service', async () => {
    const page = await (await fetch(`${service.origin}/docs`)).text()
    expect(page.indexOf('id="tour"')).toBeLessThan(page.indexOf('class="route"'))
    expect(page).toContain(`${service.origin}/v1/topics/us-iran-iraq-talks.zip`)
  })
})
