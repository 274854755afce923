import { render } from 'preact'
import { App } from './App.tsx'

const root = document.querySelector('#desk')
if (root) render(<App />, root)
