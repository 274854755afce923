import pym from 'pym.js'
import { ORIGIN, TOPIC } from '../../snippet.ts'

new pym.Parent('my-box', `${ORIGIN}/embed/${TOPIC}`, {})
