/** The widget's script, alone and with a topic's box inside: one tag, one request; or as a page for frames. */

import { SCRIPT, SHA256 } from '../../.build/widget-module.js'
import { answerFromFile, type Derive } from '../answer.ts'
import { createRepresentation, movingCacheControl, type Representation, respond } from '../http/response.ts'
import { Routes } from '../http/routes.ts'
import { answerFrame } from './pages.ts'

const TYPE = 'text/javascript; charset=utf-8'
const TAG_LENGTH = 32

/** The script is `(function(FACT_BOX){…})()`: what stands between the last two parentheses is the embedded box. */
const CODE = SCRIPT.slice(0, SCRIPT.lastIndexOf(')'))

export const scripts = new Routes()
  .get('/widget.js', (c) => respond(c.req.raw, representWidget(c.env.FRESH_SECONDS)))
  // One route, since the matcher cannot tell two names in the same place apart.
  .get('/embed/:file', (c) => {
    const [topic = '', ...suffix] = c.req.param('file').split(/(?=\.js$)/)
    return suffix.length === 0 ? answerFrame(c, topic) : answerFromFile(c, { topic, path: 'box.json' }, embedBox)
  })

/** Code and data move apart, so the tag is of both and no release dates it. */
const embedBox: Derive = ({ entry }, box) => ({
  body: `${CODE}${typeof box === 'string' ? box : new TextDecoder().decode(box)})`,
  tag: `${SHA256.slice(0, TAG_LENGTH)}-${entry.sha256.slice(0, TAG_LENGTH)}`,
  type: TYPE,
  isDatedByRelease: false,
})

let widget: Representation | undefined

function representWidget(freshSeconds: number): Representation {
  widget ??= createRepresentation({
    body: SCRIPT,
    type: TYPE,
    tag: SHA256,
    cacheControl: movingCacheControl(freshSeconds),
  })
  return widget
}
