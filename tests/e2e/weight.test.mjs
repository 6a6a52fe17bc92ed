// What `cargo xtask weigh` counts is what a browser loads.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { openBox, WIDGET } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { resident } from './support/resident.mjs';

test('the ballot page loads what is weighed, nothing of the results, the counter or the verifier, and nothing from elsewhere', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const asked = new Set();
  page.context().on('request', (request) => asked.add(request.url()));
  const me = resident(page);
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  // What is fetched for later comes after the page, and is weighed apart.
  assert.deepEqual([...asked].filter((url) => url.includes('sealer')), [], 'the sealer is no part of the first load');
  await me.check();
  await me.send();
  await me.sent();
  const elsewhere = [...asked].filter((url) => !url.startsWith(box.url) && /^https?:/.test(url));
  assert.deepEqual(elsewhere, []);
  const names = [...asked].filter((url) => url.startsWith(box.url)).map((url) => new URL(url).pathname.slice(1) || 'index.html');
  // The results' piece comes by itself after all else, if somebody stays that long: see below.
  const widget = new Set(names.filter((name) => !/^(box\/|sealer|worker-|piece-results)/.test(name)));
  assert.deepEqual([...widget].filter((name) => /^(counter|verifier)/.test(name)), []);
  assert.deepEqual([...widget].sort(), weighed().sort());
});

/** The files in the table that `cargo xtask weigh` prints, whether they are too heavy or not. */
function weighed() {
  const xtask = process.env.XTASK;
  const { stdout } = xtask ? spawnSync(xtask, ['weigh'], { encoding: 'utf8' }) : spawnSync('cargo', ['xtask', 'weigh'], { encoding: 'utf8' });
  return [...stdout.matchAll(/^ *[\d,]+ {2}(\S+\.\w+)$/gm)].map(([, name]) => name);
}

test('what answers a first touch is asked for before anything else, and what follows only then', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const asked = [];
  page.context().on('request', (request) => asked.push(new URL(request.url()).pathname.slice(1) || 'index.html'));
  // What follows stays away: the first touch is answered all the same.
  await page.route(/piece-/, () => {});
  const me = resident(page);
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await me.press(me.button('ballot.undo'));
  await page.waitForRequest(/piece-later/).catch(() => {});
  const at = asked.findIndex((name) => name.startsWith('piece-'));
  const first = new Set(asked.slice(0, at).filter((name) => !name.startsWith('box/')));
  assert.deepEqual([...first].sort(), weighed().filter((name) => !/^(piece-|device\.)/.test(name)).sort());
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('the results’ piece is asked for after all else, and not where the browser says that bytes are dear', async (t) => {
  const box = await openBox(t);
  for (const dear of [false, true]) {
    const page = await visitor(t);
    const asked = [];
    page.context().on('request', (request) => asked.push(new URL(request.url()).pathname.slice(1)));
    await page.addInitScript((saveData) => Object.defineProperty(navigator, 'connection', { value: { saveData, effectiveType: '4g' } }), dear);
    // The page's own waiting is over at once.
    await page.clock.install();
    await resident(page).arrive(box.url);
    await resident(page).button('ballot.check').waitFor();
    const results = page.waitForRequest(/piece-results/).then(() => true);
    await page.clock.runFor(4_000);
    assert.ok(!asked.some((name) => name.startsWith('piece-results')), 'the page has its time first');
    await page.clock.runFor(10_000);
    if (!dear) assert.ok(await results);
    else await page.evaluate(() => fetch('box/budget.json'));
    results.catch(() => {});
    assert.equal(asked.filter((name) => name.startsWith('piece-results')).length, dear ? 0 : 1);
    assert.ok(asked.every((name) => !/^(counter|verifier)/.test(name)));
  }
});

test('what comes along with the page is named before its policy and its styles, where browsers read ahead', () => {
  const page = readFileSync(join(WIDGET, 'index.html'), 'utf8');
  const named = [...page.matchAll(/<link rel="(?:module)?preload" href="(\S+?)"/g)];
  assert.deepEqual(named.map(([, name]) => name.replace(/-[0-9a-f]{16}/, '')), ['./common-purse_bg.wasm', './common-purse.js', 'box/budget.json']);
  assert.ok(named.every(({ index }) => index < page.indexOf('http-equiv') && index < page.indexOf('<style')));
});
