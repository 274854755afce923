// The types of csv-stringify would bring all of Node's into a project that must not have them: see csv-stringify.d.ts.
export { stringify } from 'csv-stringify/sync'
