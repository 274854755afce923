/** The whole script. */

import { createLiveBox } from './draw-box.ts'
import { FactBoxElement } from './FactBoxElement.ts'
import { start } from './start.ts'

FactBoxElement.createLiveBox = createLiveBox
start()

export { FactBoxElement }
