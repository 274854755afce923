/**
 * Reads a Data Package with `datapackage`, the library of the Frictionless project: its descriptor is valid, and every cell of every
 * table has the type of its column. Prints the rows of each table. Input: `{url}`.
 */
import { text } from 'node:stream/consumers'
import datapackage from 'datapackage'

const { url } = JSON.parse(await text(process.stdin))
const found = await datapackage.Package.load(url, { strict: true })
const counts = {}
for (const resource of found.resources) {
  if (!resource.tabular) throw new Error(`${resource.name} is no table`)
  counts[resource.name] = (await resource.read({ keyed: true, relations: false })).length
}
console.log(JSON.stringify(counts))
