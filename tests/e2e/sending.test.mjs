// "Sent" is said only of a ballot that was read back from the box; nothing else loses or doubles it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { device, visitor } from './support/browser.mjs';
import { withoutKeys } from './support/budget.mjs';
import { council, frame } from './support/council.mjs';
import { resident } from './support/resident.mjs';

async function choose(me, url) {
  await me.arrive(url);
  await me.press(me.button('ballot.today'));
  await me.check();
}

/** Makes the page try at once what it would try again later by itself. */
async function sendNow(me) {
  await me.press(me.button('receipt.send_now'));
}

test('killed while offline: the ballot is sent when the resident comes back', async (t) => {
  const box = await openBox(t);
  const phone = await device(t);
  let page = await phone.switchOn();
  let me = resident(page, clicks);
  await choose(me, box.url);
  await page.context().setOffline(true);
  await me.send();
  await me.heading('receipt.kept').waitFor();
  const receipt = await me.receipt();
  assert.equal(box.ballots().size, 0);
  await phone.kill();

  page = await phone.switchOn();
  me = resident(page, clicks);
  await page.goto(box.url);
  await until(() => box.ballots().size === 1);
  assert.deepEqual([...box.ballots().keys()], [receipt]);
  await page.goto(`${box.url}#receipt`);
  await me.sent();
});

test('an answer that is lost is no loss: the same ballot is sent again and lies there once', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  await choose(me, box.url);
  let puts = 0;
  await page.route('**/box/ballots/*', async (route) => {
    if (route.request().method() !== 'PUT' || ++puts > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await me.send();
  await me.heading('receipt.kept').or(me.heading('receipt.sent')).waitFor();
  if (await me.button('receipt.send_now').isVisible()) await sendNow(me);
  await me.sent();
  assert.equal(box.ballots().size, 1);
});

test('a portal page that answers 200 to everything is not taken for the box', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  await choose(me, box.url);
  const portal = { status: 200, contentType: 'text/html', body: '<title>Welcome to our Wi-Fi</title>' };
  await page.route('**/box/ballots/*', (route) => route.fulfill(portal));
  await me.send();
  await me.heading('receipt.kept').waitFor();
  assert.equal(box.ballots().size, 0);
  await page.unroute('**/box/ballots/*');
  await sendNow(me);
  await me.sent();
  assert.equal(box.ballots().size, 1);
});

test('a box that is away and comes back gets the ballot', async (t) => {
  const box = await openBox(t);
  const me = resident(await visitor(t));
  await choose(me, box.url);
  await box.stop();
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await box.start();
  await sendNow(me);
  await me.sent();
  assert.equal(box.ballots().size, 1);
});

test('a box that names a date is asked then, and the page says how long that is', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  await page.clock.install();
  const me = resident(page);
  await choose(me, box.url);
  // By its own clock, which is a day ahead of the device's.
  const now = Date.now() + 24 * 60 * 60 * 1000;
  const text = (ms) => new Date(ms).toUTCString();
  let puts = 0;
  await page.route('**/box/ballots/*', (route) => {
    if (route.request().method() !== 'PUT' || ++puts > 1) return route.continue();
    return route.fulfill({ status: 503, headers: { date: text(now), 'retry-after': text(now + 20 * 60 * 1000) } });
  });
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await me.says('counted.again.other', { n: '20' });
  await page.clock.runFor(19 * 60 * 1000);
  assert.equal(puts, 1, 'not before');
  // Second by second, and no further than the asking: a clock that runs on leaves the box no time to answer.
  const asked = page.waitForRequest('**/box/store.json').then(() => true);
  for (let second = 0; second < 5 * 60; second += 1) {
    if (await Promise.race([asked, page.clock.runFor(1000)])) break;
  }
  await me.sent();
  assert.equal(box.ballots().size, 1);
});

test('a budget that was changed while its page was open takes no ballot for the old one', async (t) => {
  const box = await openBox(t, { budget: withoutKeys() });
  const page = await visitor(t);
  const me = resident(page);
  await choose(me, box.url);
  const [first, second, ...others] = box.budget.priorities;
  const priorities = [{ ...first, name: second.name }, { ...second, name: first.name }, ...others];
  await box.stop();
  writeFileSync(join(box.path, 'budget.json'), JSON.stringify({ ...box.budget, priorities }));
  await box.start();
  await me.press(me.button('check.send'));
  await me.says('ballot.changed');
  assert.equal(await me.button('check.send').count(), 0);
  await me.press(me.button('ballot.reload'));
  await me.says('ballot.mended');
  assert.equal(box.ballots().size, 0);
  await me.check();
  await me.send();
  await me.sent();
  const [ballot] = [...box.ballots().values()].map((bytes) => JSON.parse(bytes));
  const sha256 = createHash('sha256').update(readFileSync(join(box.path, 'budget.json'))).digest('hex');
  assert.equal(ballot.budget.sha256, sha256);
});

test('two people who share a device see both their ballots', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  await choose(me, box.url);
  await page.route('**/box/ballots/*', (route) => route.abort());
  await me.send();
  await me.heading('receipt.kept').waitFor();
  const first = await me.receipt();
  await me.press(me.button('receipt.another'));
  await me.press(me.button('ballot.even'));
  await me.check();
  await me.send();
  await me.heading('receipt.kept').waitFor();
  const second = await me.receipt();
  await page.reload();
  await me.says('receipt.each_says');
  const listed = await page.locator('.receipt-start').allTextContents();
  assert.deepEqual(listed.sort(), [first, second].map((id) => id.slice(0, 8)).sort());
});

test('where storage is forbidden it works while online, and says so', async (t) => {
  const box = await openBox(t);
  const phone = await device(t, { storage: false });
  const page = await phone.switchOn();
  const me = resident(page, clicks);
  await choose(me, box.url);
  await box.stop();
  await me.send();
  await me.heading('receipt.unkept').waitFor();
  await me.says('receipt.unkept_says');
  await box.start();
  await sendNow(me);
  await me.sent();
  assert.equal(box.ballots().size, 1);
});

test('in a sandboxed frame without a memory it works while online, and says so', async (t) => {
  const box = await openBox(t, { options: ['--allow-origin', 'null'] });
  const url = await council(t, frame(box.url, 'sandbox="allow-scripts allow-forms"'));
  const page = await visitor(t);
  await page.goto(url);
  const me = resident(page.frameLocator('iframe'), clicks);
  await me.heading('ballot.title').waitFor();
  await me.press(me.button('ballot.today'));
  await me.check();
  await box.stop();
  await me.press(me.button('check.send'));
  await me.heading('receipt.unkept').waitFor();
  await box.start();
  await sendNow(me);
  await me.sent();
  assert.equal(box.ballots().size, 1);
});

/** A mouse, for windows without a touch screen. */
const clicks = { press: (target) => target.click() };

/** Looks again until it holds; the runner's own limit ends a wait in vain. */
async function until(holds) {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 50));
}
