import { chromium } from './chromium.ts'
import { runCases } from './run-cases.ts'

await runCases(chromium)
