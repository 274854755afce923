/** The served routes are the documented ones, no more and no fewer. */
import { expect, it } from 'vitest'
import app from '../../worker/app.ts'
import { createReader } from './content.ts'

/** Returns the pattern of the route that matches a path. */
const findRoute = (path: string) =>
  app.router.match('GET', path)[0].find(([[, route]]) => route.method === 'GET')?.[0][1].path
const fill = (path: string) =>
  path
    .replace('{name}', 'x')
    .replace('{schema}', 'Event')
    .replace(/\{\w+\}/g, '1')

it('the routes of the document are those of the Worker', async () => {
  const { paths } = await createReader().getJson<{ paths: object }>('/v1/openapi.json')
  const documented = Object.keys(paths).map((path) => [path, findRoute(fill(path))] as const)
  expect(documented.filter(([, route]) => route === undefined)).toEqual([])
  const served = app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path.replace(/(?<=.)\/$/, ''))
  expect([...new Set(documented.map(([, route]) => route))].sort()).toEqual([...new Set(served)].sort())
})
