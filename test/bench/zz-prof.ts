// @ts-nocheck
import { bundleWorker } from '../../worker/dev/bundle.ts'
import { createSetting, startAssets } from './fact-box-worker.ts'
import { publish, readTopic, TOPIC, growEvents } from './content.ts'
import { profileWorker } from './profile.ts'
const long=process.argv[3]==='long'
const bundle=await bundleWorker(); const lines=bundle.split('\n')
let file=''; const fileOf=lines.map(l=>file=/^\/\/ (\S+\.[cm]?[jt]sx?)$/.exec(l)?.[1]??file)
const assets=await startAssets(); const s=await createSetting(bundle,assets.address)
await publish(s.storage, long?growEvents(await readTopic(),5000):await readTopic(),1)
const self=new Map(),total=new Map(); let all=0; const N=long?2:6
for(let i=0;i<N;i++){ const w=await s.start({isInspected:true});
 if(long){ for(const p of ['/events?limit=1','/box']) await (await fetch(w.origin+'/v1/topics/'+TOPIC+p)).arrayBuffer() }
 const p=await profileWorker(w.inspector, async()=>{ await (await fetch(w.origin+process.argv[2])).arrayBuffer() }); await w.stop()
 const by=new Map(p.nodes.map(n=>[n.id,n])),par=new Map(); for(const n of p.nodes) for(const c of n.children??[]) par.set(c,n.id)
 const nm=n=>n.callFrame.functionName+' '+(n.callFrame.url?fileOf[n.callFrame.lineNumber]+':'+(n.callFrame.lineNumber+1):'[native]')
 p.samples.forEach((id,k)=>{const d=p.timeDeltas[k]; const n=by.get(id); if(['(idle)','(program)'].includes(n.callFrame.functionName)) {if(n.callFrame.functionName==='(program)') self.set('(program)',(self.get('(program)')??0)+d); return}; all+=d; self.set(nm(n),(self.get(nm(n))??0)+d); const seen=new Set(); for(let q=id;q;q=par.get(q)){const x=nm(by.get(q)); if(!seen.has(x)){seen.add(x); total.set(x,(total.get(x)??0)+d)}}})
}
const show=(m,k)=>[...m].sort((a,b)=>b[1]-a[1]).slice(0,k).map(([n,v])=>(v/1000/N).toFixed(2)+' '+n).join('\n')
console.log('ALL',(all/1000/N).toFixed(2)); console.log('SELF\n'+show(self,28)); console.log('TOTAL\n'+show(total,50)); await s.kv.close(); assets.close(); process.exit(0)
