/** jQuery extracts scripts from the markup and runs them itself. */
import $ from 'jquery'
import { SNIPPET } from '../../snippet.ts'

$('main').html(SNIPPET)
