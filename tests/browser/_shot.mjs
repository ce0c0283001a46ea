import { launch } from './lib/browser.mjs';
import { axe } from './lib/page_checks.mjs';
const o='http://127.0.0.1:18471';
const b=await launch();
const only=process.argv[2];
for (const [n,path,w,scheme] of [['1280ky','/bulletins/2026-07-30/ky',1280,'light'],['320ky','/bulletins/2026-07-30/ky',320,'light'],['1280ru','/bulletins/2026-07-30/ru',1280,'dark'],['320en','/bulletins/2026-07-30/en',320,'dark'],['list','/bulletins/en',1280,'light'],['miss','/bulletins/x/ru',1280,'light'],['900kk','/bulletins/2026-07-30/kk',900,'light']]) {
  if (only && !n.includes(only)) continue;
  const c=await b.newContext({viewport:{width:w,height:800},colorScheme:scheme,deviceScaleFactor:w<400?2:1});
  const p=await c.newPage(); p.on('console',m=>console.log(n,m.text()));
  const r=await p.goto(o+path); await p.waitForTimeout(300);
  console.log(n,r.status(),await p.evaluate(()=>[document.documentElement.scrollWidth,innerWidth]),await axe(p));
  await p.screenshot({path:`/tmp/R_shots/${n}.png`,fullPage:true}); await c.close();
}
await b.close();
