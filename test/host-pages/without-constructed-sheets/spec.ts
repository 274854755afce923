export { check } from '../older-engine/spec.ts'
