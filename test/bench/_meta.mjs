import { build } from 'esbuild'
import { readFileSync } from 'node:fs'
const r = await build({ entryPoints: ['worker/index.ts'], bundle: true, write: false, minify: true, format: 'esm', target: 'es2024', metafile: true, external: ['cloudflare:*','node:*'], jsx: 'automatic', jsxImportSource: 'preact', conditions: ['workerd','worker','browser'], outdir: '/tmp/x', tsconfigRaw: {} })
const o = Object.values(r.metafile.outputs).find((x) => x.entryPoint === 'worker/index.ts')
console.log('total', o.bytes)
const groups = {}
const rows = Object.entries(o.inputs).map(([k, v]) => [k, v.bytesInOutput]).sort((a, b) => b[1] - a[1])
for (const [k, b] of rows) { const g = k.startsWith('node_modules') ? k.split('/').slice(0, 2).join('/') : k.split('/').slice(0, 2).join('/'); groups[g] = (groups[g] ?? 0) + b }
console.log(Object.entries(groups).sort((a, b) => b[1] - a[1]).map(([k, v]) => `${v} ${k}`).join('\n'))
console.log(rows.slice(0, 90).map(([k, v]) => `${v} ${k}`).join('\n'))
