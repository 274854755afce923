/**
 * The commands printed in `/docs` run unchanged: each command of the tour is one request and gives the printed response; so does the
 * command of each operation.
 */
import { JSDOM } from 'jsdom'
import { afterAll, describe, expect, it } from 'vitest'
import TOUR from '../../worker/pages/docs/tour.json' with { type: 'json' }
import { COMMANDS, runCommand, startTourService } from './tour.ts'

const service = await startTourService()
afterAll(() => service.close())

describe('the tour', () => {
  it('has the expected questions, each answered by one request', () => {
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

describe('the command of an operation', async () => {
  const { document } = new JSDOM(await (await fetch(`${service.origin}/docs`)).text()).window
  const commands = [...document.querySelectorAll('.route')].map((route) => ({
    id: route.id,
    command: route.querySelector('.curl')?.textContent ?? '',
  }))

  it('is printed for each, except where only the service knows a part of the URL', () => {
    expect(commands.length).toBeGreaterThan(40)
    const without = commands.filter(({ command }) => command === '').map(({ id }) => id)
    expect(without).toEqual(expect.arrayContaining(['getCorrection', 'getAsset', 'getWidgetBuild']))
    expect(without).toHaveLength(3)
  })

  it.each(commands.filter(({ command }) => command !== ''))('$id', async ({ command }) => {
    const status = await runCommand(`${command} -o body -w '%{http_code}'`, service.origin)
    expect(status, command).toMatch(/^(?:200|302|308)$/)
  })
})
