// Anyone's phone counts the box, to the byte as the organiser's tool does.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { faultProxy, says } from '../faults/support/proxy.mjs';
import { ballots, id } from './support/ballots.mjs';
import { openBox, purse } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { example, withoutKeys } from './support/budget.mjs';
import { resident } from './support/resident.mjs';

test('200 ballots and three cast by browser: the browser counts as purse does, to the byte', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 200) });
  for (const line of budget.priorities.slice(0, 3)) {
    const me = resident(await visitor(t));
    await me.arrive(box.url);
    await me.press(me.button('ballot.today'));
    await me.more(line.name.en);
    await me.check();
    await me.send();
    await me.sent();
  }
  assert.equal(box.ballots().size, 203);

  const me = resident(await visitor(t));
  await me.page.goto(`${box.url}#results`);
  await me.count();
  await me.says('results.published_none');
  const counted = await me.result();
  const native = purse('count', box.path, '--format', 'json', '--publish');
  assert.equal(native.toString().trimEnd(), counted);
  assert.equal(JSON.parse(counted).counted.length, 203);

  const again = resident(await visitor(t));
  await again.page.goto(`${box.url}#results`);
  await again.count();
  // The event has a key: only what the organiser signs is published, so the tool's count is one among others.
  await again.says('results.published_none');
  await again.says('results.counts_same');
  assert.equal(box.results().size, 1, 'while people vote no page puts its count beside the tool’s');
});

test('a count that is asked to come later says how long it waits, and goes on by itself', async (t) => {
  const box = await openBox(t, { ballots: ballots(example(), 20) });
  const proxy = await faultProxy(t, box.url);
  // By the clock of the box, which is ten years behind.
  const now = Date.UTC(2016, 0, 1);
  const text = (ms) => new Date(ms).toUTCString();
  const until = (seconds) => says(503, { date: text(now), 'retry-after': text(now + seconds * 1000) });
  proxy.next('GET ballots', until(2));
  const me = resident(await visitor(t));
  await me.page.goto(`${proxy.url}#results`);
  await me.says('results.busy');
  await me.says('app.again_seconds');
  await me.count();
  const asked = () => proxy.seen.filter((kind) => kind === 'GET ballots').length;
  assert.equal(asked(), 2);
  proxy.next('GET ballots', until(150));
  await me.page.reload();
  await me.says('counted.again.other', { n: '3' });
  assert.equal(asked(), 3, 'and is not asked meanwhile');
});

test('while an event is open a new ballot is counted by itself, and nothing is taken from whoever reads', async (t) => {
  const budget = withoutKeys();
  const made = [...ballots(budget, 21)];
  const box = await openBox(t, { budget, ballots: new Map(made.slice(0, 20)) });
  const me = resident(await visitor(t));
  await me.page.clock.install();
  await me.page.goto(`${box.url}#results`);
  await me.count();
  await me.says('counted.counted.other', { n: '20' });
  const receipt = me.page.locator('#receipt');
  await receipt.fill(made[20][0]);
  await me.page.locator('details summary').first().click();
  await receipt.focus();
  const asked = [];
  me.page.context().on('request', (request) => asked.push(new URL(request.url()).pathname));
  await me.page.clock.fastForward('00:59');
  assert.deepEqual(asked, [], 'nothing is asked within the first minute');
  const [name, bytes] = made[20];
  writeFileSync(join(box.path, 'ballots', `${name}.json`), bytes);
  await me.page.clock.fastForward('02:00');
  await me.says('counted.counted.other', { n: '21' });
  assert.deepEqual(await receipt.evaluate((field) => [field.value, document.activeElement.id, document.querySelector('details').open]), [name, 'receipt', true]);
  await me.press(me.button('find.button'));
  await me.says('find.counted');
});

test('the table, the pictures and the printed page: what the tool writes, what a browser opens, and one sheet', async (t) => {
  const budget = withoutKeys();
  const box = await openBox(t, { budget, ballots: ballots(budget, 60) });
  const me = resident(await visitor(t));
  await me.page.goto(`${box.url}#results`);
  await me.count();
  const taken = async (key) => {
    const download = me.page.waitForEvent('download');
    await me.press(me.button(key));
    return readFileSync(await (await download).path());
  };
  assert.equal((await taken('results.csv')).toString(), purse('count', box.path, '--format', 'csv').toString());
  const svg = (await taken('results.svg')).toString();
  const [, height] = svg.match(/^<svg [^>]* height="(\d+)"/);
  const [, described] = svg.match(/<desc>([^<]*)<\/desc>/);
  for (const line of budget.priorities) assert.ok(described.includes(line.name.en), described);
  const png = await taken('results.png');
  assert.deepEqual([png.subarray(1, 4).toString(), png.readUInt32BE(16), png.readUInt32BE(20)], ['PNG', 1080, Number(height)]);
  const pdf = (await me.page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
  assert.equal(pdf.match(/\/Type \/Page\b/g).length, 1, 'pages');
});

test('a budget that asks for every check: the browser answers each as purse does, with a counter of its own', async (t) => {
  const checks = ['limits-kept', 'agreement', 'fair-share', 'side-by-side', 'range', 'mean-distance', 'turnout', 'weighting', 'jackknife', 'need', 'bootstrap', 'manipulation'];
  const budget = { ...example(), checks };
  const box = await openBox(t, { budget, ballots: ballots(budget, 60) });
  const me = resident(await visitor(t));
  const asked = new Set();
  me.page.context().on('request', (request) => asked.add(new URL(request.url()).pathname.slice(1)));
  await me.page.goto(`${box.url}#results`);
  await me.count();
  const counted = await me.result();
  assert.equal(purse('count', box.path, '--format', 'json').toString().trimEnd(), counted);
  assert.deepEqual(JSON.parse(counted).checks.map(({ check }) => check), checks);
  assert.ok([...asked].some((name) => /^counter_every-\w+_bg\.wasm$/.test(name)) && ![...asked].some((name) => name.startsWith('counter-')), [...asked].join(' '));
});

test('when the event is over a count is put into the box once, and is not called published', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 20) });
  for (const says of ['results.posted', 'results.counts_same']) {
    const me = resident(await visitor(t));
    await me.later();
    await me.page.goto(`${box.url}#results`);
    await me.count();
    await me.says('results.published_none');
    await me.says(says);
    const [[name, posted], ...others] = [...box.results()];
    assert.deepEqual(others, []);
    assert.equal(name, id(posted), 'a result is named by its bytes');
    assert.equal(posted.toString(), await me.result());
  }
});

test('what anybody puts into results/ is not the published result, however much it is', async (t) => {
  const budget = withoutKeys();
  const box = await openBox(t, { budget, ballots: ballots(budget, 20) });
  const own = purse('count', box.path, '--format', 'json', '--publish').toString().trimEnd();
  const lie = JSON.parse(own);
  lie.outcome[0].amount += 1000;
  const put = (bytes, name = id(bytes)) => writeFileSync(join(box.path, 'results', `${name}.json`), bytes);
  put(JSON.stringify(lie));
  for (let number = 0; number < 60; number += 1) put('x'.repeat(4_000_000), id(`junk ${number}`));
  const me = resident(await visitor(t));
  let fetched = 0;
  me.page.context().on('response', async (answer) => {
    if (/\/results\/[0-9a-f]{64}/.test(answer.url())) fetched += 1;
  });
  await me.page.goto(`${box.url}#results`);
  await me.count();
  await me.says('results.published_same');
  assert.equal(await me.page.getByText(me.word('results.published_different')).count(), 0);
  assert.ok(fetched <= 10, `${fetched} results were asked for`);
});

test('loose and bundled ballots count once', async (t) => {
  const budget = example();
  const made = ballots(budget, 40);
  const loose = new Map([...made].slice(0, 25));
  const box = await openBox(t, { budget, ballots: loose });
  const bundled = [...made].slice(15).sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = bundled.map(([, ballot]) => `${ballot}\n`).join('');
  mkdirSync(join(box.path, 'bundle'), { recursive: true });
  writeFileSync(join(box.path, 'bundle', `${id(bytes)}.jsonl`), bytes);

  const me = resident(await visitor(t));
  await me.page.goto(`${box.url}#results`);
  await me.count();
  const counted = await me.result();
  assert.equal(JSON.parse(counted).counted.length, 40);
  assert.equal(purse('count', box.path, '--format', 'json').toString().trimEnd(), counted);
});

test('a ballot that is no ballot is refused with a reason, and the others count', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 12) });
  writeFileSync(join(box.path, 'ballots', `${'0'.repeat(64)}.json`), '{"format":"common-purse/ballot/1"}');
  const me = resident(await visitor(t));
  await me.page.goto(`${box.url}#results`);
  await me.count();
  await me.page.getByText(me.word('results.refused')).first().waitFor();
  assert.equal(JSON.parse(await me.result()).counted.length, 12);
});

test('a published result that differs is named', async (t) => {
  const budget = withoutKeys();
  const box = await openBox(t, { budget, ballots: ballots(budget, 20) });
  purse('count', box.path, '--publish');
  for (const [name, bytes] of ballots(budget, 25)) writeFileSync(join(box.path, 'ballots', `${name}.json`), bytes);

  const second = resident(await visitor(t));
  await second.page.goto(`${box.url}#results`);
  await second.count();
  await second.says('results.published_different');
});

test('a listing that is cut short gives no result', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 20) });
  const me = resident(await visitor(t));
  await me.page.context().route('**/box/ballots/', async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({ response: answer, body: text.slice(0, text.length / 2) });
  });
  await me.page.goto(`${box.url}#results`);
  await me.page.getByText(me.word('results.failed')).first().waitFor();
  assert.equal(await me.page.getByRole('heading', { name: me.word('results.outcome') }).count(), 0);
  assert.deepEqual(readdirSync(join(box.path, 'results')), []);
});
