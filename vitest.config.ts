/** Where `npx vitest` looks for it. */
export { default } from './test/vitest.config.ts'
