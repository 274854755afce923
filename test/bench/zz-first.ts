// @ts-nocheck
import { readFile } from 'node:fs/promises'
import { bundleForMeasuring, createSetting, startAssets } from './fact-box-worker.ts'
import { publish, readTopic, TOPIC } from './content.ts'
import { readCpuNs } from './processes.ts'
import { median } from './rounds.ts'
const T=`/v1/topics/${TOPIC}`
const assets = await startAssets()
const codes={now: await bundleForMeasuring(), ...Object.fromEntries(await Promise.all(process.argv.slice(3).map(async f=>[f.replace(/.*\//,''), await readFile(f,'utf8')])))}
const settings={}; for(const n in codes){ settings[n]=await createSetting(codes[n],assets.address); await publish(settings[n].storage, await readTopic(), 1)}
const paths=['/nowhere',T+'/box',T+'/statements?limit=20',`/embed/${TOPIC}.js`,`/embed/${TOPIC}`,`/topics/${TOPIC}`]
const r={}
for(let i=0;i<Number(process.argv[2]??5);i++) for(const p of paths) for(const n in codes){ const w=await settings[n].start(); const b=readCpuNs(w); const x=await fetch(w.origin+p); await x.arrayBuffer(); (r[p+' '+n]??=[]).push((readCpuNs(w)-b)/1e6); await w.stop() }
for(const k in r) console.log(k.padEnd(60),'median',median(r[k]).toFixed(1),'min',Math.min(...r[k]).toFixed(1))
for(const n in settings) await settings[n].kv.close(); assets.close(); process.exit(0)
