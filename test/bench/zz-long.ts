// @ts-nocheck
import { readFile } from 'node:fs/promises'
import { bundleForMeasuring, createSetting, startAssets } from './fact-box-worker.ts'
import { publish, readTopic, TOPIC, growEvents } from './content.ts'
import { readCpuNs } from './processes.ts'
import { median } from './rounds.ts'
const T=`/v1/topics/${TOPIC}`
const LONG={'first list':`${T}/events?limit=2`,'whole':T,'page':`/topics/${TOPIC}`,'changes':T+'/changes','page of changes':`/topics/${TOPIC}/changes`,'filtered':`${T}/events?q=round&from=2008&limit=100&include=participants`,'words':`${T}/statements?q=iraq`,'item':`${T}/events/event-4000`,'unknown item':`${T}/events/event-4000x`,'script':`/embed/${TOPIC}.js`,frame:`/embed/${TOPIC}`,snippet:`/snippet?as=html&topic=${TOPIC}`}
const assets=await startAssets(); const s=await createSetting(await bundleForMeasuring(),assets.address)
await publish(s.storage, growEvents(await readTopic(),5000),1)
for(const warm of [true,false]) for(const [n,p] of Object.entries(LONG)){ const r=[]; for(let i=0;i<3;i++){ const w=await s.start(); if(warm) for(const q of ['/events?limit=1','/box']) await (await fetch(w.origin+T+q)).arrayBuffer(); const b=readCpuNs(w); const x=await fetch(w.origin+p); await x.arrayBuffer(); r.push((readCpuNs(w)-b)/1e6); await w.stop()} console.log(warm?'warm':'cold',n.padEnd(18),median(r).toFixed(1)) }
await s.kv.close(); assets.close(); process.exit(0)
