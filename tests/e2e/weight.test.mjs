// What `cargo xtask weigh` counts is what a browser loads.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { resident } from './support/resident.mjs';

test('the ballot page loads what is weighed, nothing of the results, the counter or the verifier, and nothing from elsewhere', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const asked = new Set();
  page.context().on('request', (request) => asked.add(request.url()));
  const me = resident(page);
  await me.arrive(box.url);
  // What is fetched for later comes after the page, and is weighed apart.
  assert.deepEqual([...asked].filter((url) => url.includes('sealer')), [], 'the sealer is no part of the first load');
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.sent();
  const elsewhere = [...asked].filter((url) => !url.startsWith(box.url) && /^https?:/.test(url));
  assert.deepEqual(elsewhere, []);
  const names = [...asked].filter((url) => url.startsWith(box.url)).map((url) => new URL(url).pathname.slice(1) || 'index.html');
  const widget = new Set(names.filter((name) => !name.startsWith('box/') && !name.startsWith('sealer')));
  assert.deepEqual([...widget].filter((name) => /^(counter|verifier|results)/.test(name)), []);
  assert.deepEqual([...widget].sort(), weighed().sort());
});

/** The files in the table that `cargo xtask weigh` prints, whether they are too heavy or not. */
function weighed() {
  const xtask = process.env.XTASK;
  const { stdout } = xtask ? spawnSync(xtask, ['weigh'], { encoding: 'utf8' }) : spawnSync('cargo', ['xtask', 'weigh'], { encoding: 'utf8' });
  return [...stdout.matchAll(/^ *[\d,]+ {2}(\S+\.\w+)$/gm)].map(([, name]) => name);
}
