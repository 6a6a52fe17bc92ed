// Paper ballots typed in at a desk, by keyboard alone: a batch reconciles before it is sent, and each sheet is one ballot.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox, purse } from './support/box.mjs';
import { device, findings, visitor, watched } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { openEvent } from './support/coded.mjs';
import { NO_VIEW, typist, WHOLE } from './support/typist.mjs';
import { say } from './support/words.mjs';

const WIDE = { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false };

const cast = (box) => [...box.ballots()].map(([id, bytes]) => [id, JSON.parse(bytes)]);

test('a batch is typed, reconciles, and is sent; the list has the receipt of each sheet', async (t) => {
  const budget = { ...example('small-fund'), no_view: true };
  const box = await openBox(t, { budget });
  const me = typist(await visitor(t, WIDE));
  await me.sit(box.url);
  await me.begin(12, 3);
  assert.deepEqual(await findings(me.page), []);
  await me.sheet(WHOLE, { answers: ['1', ''] });
  await me.says('desk.stored', { number: 1 });
  // The second is over the total, and says so before it is whole.
  await me.enter();
  await me.enter(15_000);
  await me.enter(14_000);
  await me.enter(10_000);
  await me.page.keyboard.type('12000');
  await me.says('desk.over', { money: '£1,000' });
  await me.press('Escape');
  await me.at('desk-number');
  await me.press('F9');
  await me.says('desk.stored', { number: 2 });
  await me.press('F8');
  await me.says('desk.missing', { numbers: 3 });
  assert.equal(box.ballots().size, 0, 'nothing is sent before the batch reconciles');
  await me.sheet(NO_VIEW, { answers: ['', '2'] });
  // The last one once more: it is as it was typed.
  await me.press('F4');
  assert.equal(await me.page.locator('#desk-line-0').inputValue(), 'n');
  await me.press('Escape');
  await me.press('F8');
  await me.says('desk.all_sent', { batch: 12, all: 2, sent: 2 });
  const ballots = cast(box);
  assert.equal(ballots.length, 2);
  for (const [, ballot] of ballots) assert.deepEqual([ballot.channel, ballot.place], ['paper', 'library-desk']);
  assert.ok(ballots.some(([, { choices }]) => choices.no_view[0] === budget.priorities[0].id));
  const rows = await me.rows();
  assert.deepEqual(rows.map(([sheet, state]) => [sheet, state]), [['1', say('desk.is_sent')], ['2', say('desk.is_spoilt')], ['3', say('desk.is_sent')]]);
  assert.deepEqual([rows[0][2], rows[2][2]].sort(), ballots.map(([id]) => id).sort());
  assert.deepEqual(await findings(me.page), []);
  await me.page.emulateMedia({ media: 'print' });
  assert.ok(await me.page.locator('.desk table').isVisible());
  assert.ok(!(await me.page.locator('.desk .buttons').first().isVisible()));
  await me.page.emulateMedia({ media: 'screen' });
  // The key for the next batch, and the number of this one is taken.
  await me.press('F2');
  await me.at('desk-batch');
  await me.enter(12);
  await me.says('desk.batch_done', { number: 12 });
  const count = JSON.parse(purse('count', box.path, '--format', 'json'));
  assert.deepEqual([count.counted.length, count.refused.number], [2, 0]);
});

test('a power cut loses no sheet that is stored, and sends none twice', async (t) => {
  const box = await openBox(t, { budget: example('small-fund') });
  const phone = await device(t);
  let me = typist(await phone.switchOn());
  await me.sit(box.url);
  await me.begin(3, 2);
  await me.sheet(WHOLE, { answers: ['', ''] });
  await me.says('desk.stored', { number: 1 });
  // What is stored is kept at once.
  await me.page.waitForFunction(() => document.querySelector('.desk')?.dataset.saved === 'yes');
  await phone.kill();
  me = typist(await phone.switchOn());
  await me.sit(box.url);
  await me.says('desk.has', { batch: 3, typed: 1, declared: 2 });
  await me.sheet(WHOLE, { answers: ['', ''] });
  await me.page.waitForFunction(() => document.querySelector('.desk')?.dataset.saved === 'yes');
  // The box is away while the batch is sent, and so is the power then.
  await box.stop();
  await me.press('F8');
  await me.says('desk.queued', { batch: 3, done: 2, all: 2 });
  await phone.kill();
  await box.start();
  me = typist(await phone.switchOn());
  await me.sit(box.url);
  await me.says('desk.all_sent', { batch: 3, all: 2, sent: 2 });
  assert.equal(box.ballots().size, 2, 'two equal sheets are two ballots, and no third');
});

test('two tabs of one desk make one ballot of each sheet', async (t) => {
  const box = await openBox(t, { budget: example('small-fund') });
  const page = await visitor(t, WIDE);
  const first = typist(page);
  await first.sit(box.url);
  await first.begin(3, 2);
  for (let sheet = 0; sheet < 2; sheet += 1) await first.sheet(WHOLE, { answers: ['', ''] });
  await page.waitForFunction(() => document.querySelector('.desk')?.dataset.saved === 'yes');
  const second = typist(watched(t, await page.context().newPage()));
  await second.sit(box.url);
  await second.says('desk.has', { batch: 3, typed: 2, declared: 2 });
  const send = ({ page }) => page.getByRole('button', { name: say('desk.send') }).evaluate((button) => button.click());
  await Promise.all([first, second].map(send));
  const all = () => box.ballots().size === 2;
  for (let tries = 0; !all() && tries < 400; tries += 1) await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal(box.ballots().size, 2);
  // Whichever stopped goes on when somebody asks, and makes nothing new.
  for (const me of [first, second]) {
    await me.page.bringToFront();
    await me.press('F8');
  }
  assert.equal(box.ballots().size, 2);
});

test('with voting codes each sheet has its own, and the count takes it', async (t) => {
  const event = await openEvent(t, { codes: 12, sealed: true });
  const me = typist(await visitor(t, WIDE));
  await me.sit(event.url);
  await me.begin(1, 1);
  await me.enter();
  await me.at('desk-code');
  await me.enter('ABCD');
  await me.says('desk.needs', { name: say('code.label') });
  await me.press('Escape');
  await me.sheet(WHOLE, { code: event.codes[0], answers: ['1', ''] });
  await me.press('F8');
  await me.says('desk.all_sent', { batch: 1, all: 1, sent: 1 });
  event.close();
  const count = JSON.parse(purse('count', event.path, '--format', 'json'));
  assert.deepEqual([count.counted.length, count.refused.number], [1, 0]);
  const [[, , receipt]] = await me.rows();
  assert.deepEqual(count.counted, [receipt]);
});
