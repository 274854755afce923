export { check } from '../untouched.ts'
