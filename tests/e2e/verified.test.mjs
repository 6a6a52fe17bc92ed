// Ballots with a code: the browser judges them as the organiser's tool does, before the close and after it.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import test from 'node:test';

import { ballots, id, noSignature } from './support/ballots.mjs';
import { WIDGET, codedEvent, folder, openBox, purse } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { resident } from './support/resident.mjs';

test('valid, repeated, forged, unknown and taken-back codes: the browser counts as purse does, to the byte', async (t) => {
  const budget = example();
  // Twenty codes, of which four vote again; the last three are taken back.
  const box = await openBox(t, { budget, ballots: ballots(budget, 24), codes: ['twice=4', 'voided=3'] });
  const valid = coded(box).filter(({ key }) => !voided(box).includes(key));
  put(box, forged(valid[0], 1));
  // A real signature under another key, and another revision.
  put(box, { ...valid[1], key: valid[2].key });
  put(box, { ...valid[1], revision: Number(valid[1].revision) + 1 });
  const unknown = put(box, { ...valid[3], key: 'f'.repeat(64) });
  const [[plain, bytes]] = [...ballots(budget, 1, 7)];
  writeFileSync(join(box.path, 'ballots', `${plain}.json`), bytes);

  const { me, asked } = await counted(t, box);
  const result = await taken(me, box);
  assert.equal(result.counted.length, 17);
  const reasons = result.refused.files.map((file) => file.why.reason).sort();
  const voidedOnes = reasons.filter((reason) => reason === 'voided-code').length;
  assert.deepEqual([...new Set(reasons)], ['no-code', 'replaced', 'unknown-code', 'voided-code', 'wrong-signature']);
  assert.ok(voidedOnes >= 3, `${voidedOnes} of a code that was taken back`);
  assert.ok(!asked.some((url) => url.includes(unknown)), 'a ballot of an unknown code is not even fetched');
  assert.ok(asked.some((url) => /\/verifier-\w+\.js$/.test(url)), 'the verifier was there');

  const replaced = result.refused.files.find((file) => file.why.reason === 'replaced');
  const receipt = replaced.name.match(/-([0-9a-f]{64})-[^-]*\.json$/)[1];
  await find(me, receipt.match(/.{4}/g).slice(0, 4).join(' ').toUpperCase());
  await me.says('find.refused');
  await me.says('refused.replaced');
  await find(me, result.counted[5]);
  await me.says('find.counted_says', { id: result.counted[5].slice(0, 16) });
});

test('packed and sealed: a number before the close; after it the result, the groups, and nothing that came later', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 60), codes: ['sealed', 'bundle', 'twice=5'] });
  const early = resident(await visitor(t));
  await early.page.goto(`${box.url}#results`);
  await early.says('counted.sealed.other', { n: 55 });
  assert.equal(await early.page.getByRole('heading', { name: early.word('results.outcome') }).count(), 0);
  assert.equal(box.results().size, 0, 'nothing was published');
  assert.throws(() => purse('count', box.path), /sealed/);

  codedEvent('close', box.path);
  const first = await counted(t, box);
  await first.me.says('close.title');
  await first.me.says('close.same');
  await first.me.page.getByRole('heading', { name: first.me.word('who.title') }).waitFor();
  const result = await taken(first.me, box);
  assert.equal(result.counted.length, 55);
  assert.equal(result.close, 1);
  assert.ok(result.turnout.some((asked) => asked.answers.some((answer) => answer.ballots >= budget.smallest_cell)));
  assert.ok(result.turnout.every((asked) => asked.answers.every(({ ballots }) => ballots === 0 || ballots >= budget.smallest_cell)));

  const line = readFileSync(join(box.path, 'bundle', readdirSync(join(box.path, 'bundle'))[0]), 'utf8').split('\n')[0];
  const { signature, ...file } = JSON.parse(line);
  const late = put(box, { ...file, signature, bytes: JSON.stringify({ ...file, revision: file.revision + 1 }) });
  const second = await counted(t, box);
  await second.me.says('results.published_same');
  assert.ok(!second.asked.some((url) => url.includes(late)), 'what the close does not count is not fetched');
  assert.equal(box.results().size, 0, 'what is signed already need not be put there');
});

test('a thousand forgeries on one real key are refused and the others count', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 12), codes: [] });
  const [victim] = coded(box);
  const forgeries = Array.from({ length: 1000 }, (_, number) => put(box, forged(victim, number)));
  const { me, asked } = await counted(t, box);
  const result = await taken(me, box);
  assert.equal(result.counted.length, 12);
  assert.equal(result.refused.number, 1000);
  assert.deepEqual(result.refused.reasons, { 'wrong-signature': 1000 });
  assert.ok(!asked.some((url) => forgeries.some((name) => url.includes(name))), 'a forgery is refused by its name');
});

test('an event with codes but without its list, or with a list of somebody else, gives no result and says why', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 3), codes: [] });
  const [list] = readdirSync(join(box.path, 'keys'));
  const bytes = readFileSync(join(box.path, 'keys', list), 'utf8');
  rmSync(join(box.path, 'keys'), { recursive: true });
  const me = resident(await visitor(t));
  await me.page.goto(`${box.url}#results`);
  await me.says('results.no_codes');

  const changed = bytes.replace('"revision":1', '"revision":2');
  mkdirSync(join(box.path, 'keys'));
  writeFileSync(join(box.path, 'keys', `${id(changed)}.json`), changed);
  const again = resident(await visitor(t));
  await again.page.goto(`${box.url}#results`);
  await again.says('results.no_codes');
  assert.equal(box.results().size, 0);
});

test('a list of codes, or of closes, that is cut short gives no result', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 3), codes: [] });
  codedEvent('close', box.path);
  for (const folder of ['keys', 'close']) {
    const me = resident(await visitor(t));
    // A verifier that is ended while it loads is an error to the browser; nobody else sees it.
    me.page.removeAllListeners('pageerror');
    await me.page.context().route(`**/box/${folder}/`, async (route) => {
      const answer = await route.fetch();
      const text = await answer.text();
      await route.fulfill({ response: answer, body: text.slice(0, text.length / 2) });
    });
    await me.page.goto(`${box.url}#results`);
    await me.says('results.incomplete');
  }
  assert.equal(box.results().size, 0);
});

test('where the verifier cannot start, the page says so', async (t) => {
  const budget = example();
  for (const file of [/^verifier-\w+\.js/, /^verifier-\w+_bg\.wasm/]) {
    const widget = folder(t);
    cpSync(WIDGET, widget, { recursive: true, filter: (path) => !file.test(basename(path)) });
    const box = await openBox(t, { budget, ballots: ballots(budget, 3), codes: [], widget });
    const me = resident(await visitor(t));
    // What the worker could not do is an error to the browser as well.
    me.page.removeAllListeners('pageerror');
    await me.page.goto(`${box.url}#results`);
    await me.says('results.no_verifier');
  }
});

test('the ballot that this device has cast is found by itself', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 15) });
  const me = resident(await visitor(t));
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.sent();
  const receipt = await me.receipt();
  await me.press(me.page.getByRole('link', { name: me.word('receipt.results') }).or(me.button('receipt.results')));
  await me.count();
  await me.says('find.yours');
  await me.says('find.counted_says', { id: receipt.slice(0, 16) });
});

/** The page of a visitor after their count, and every address it asked for. */
async function counted(t, box) {
  const me = resident(await visitor(t));
  const asked = [];
  me.page.context().on('request', (request) => asked.push(request.url()));
  await me.page.goto(`${box.url}#results`);
  await me.count();
  return { me, asked };
}

/** The result that this page has counted, which is what the organiser's tool finds. */
async function taken(me, box) {
  const bytes = await me.result();
  assert.equal(purse('count', box.path, '--format', 'json').toString().trimEnd(), bytes);
  return JSON.parse(bytes);
}

async function find(me, receipt) {
  await me.page.getByLabel(me.word('find.receipt')).fill(receipt);
  await me.press(me.button('find.button'));
}

/** Loose ballots with a code. */
function coded(box) {
  return [...box.ballots()].map(([name, bytes]) => {
    const [key, revision, , signature] = name.split('-');
    return { key, revision, signature, bytes: bytes.toString() };
  });
}

function voided(box) {
  const [list] = readdirSync(join(box.path, 'keys'));
  return JSON.parse(readFileSync(join(box.path, 'keys', list))).voided;
}

/** The same ballot under a name with another signature, which nobody made. */
function forged(ballot, number) {
  return { ...ballot, signature: noSignature(`${ballot.key} ${number}`) };
}

/** Puts a ballot under the name of its key; answers with that name. */
function put(box, { key, revision, bytes, signature }) {
  const name = `${key}-${revision}-${id(bytes)}-${signature}`;
  writeFileSync(join(box.path, 'ballots', `${name}.json`), bytes);
  return name;
}
