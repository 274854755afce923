/** The one-tag script: shows the box as the server rendered it, and imports the whole script when a box has to be drawn. */
import { FactBoxElement } from './FactBoxElement.ts'
import { origin } from './script.ts'
import { start } from './start.ts'

FactBoxElement.load = async () => {
  FactBoxElement.createLiveBox ??= (await import(origin + RENDERED?.module)).FactBoxElement.createLiveBox
}
start()
