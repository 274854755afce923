/** jQuery takes scripts out of the markup and runs them itself. */
import $ from 'jquery'
import { SNIPPET } from '../../snippet.ts'

$('main').html(SNIPPET)
