// A resident shares out the money on a small phone and sends the ballot.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { keys, reach, resident, taps } from './support/resident.mjs';

/** The ballot in the box, parsed. */
const only = (box) => {
  const ballots = [...box.ballots()];
  assert.equal(ballots.length, 1);
  return { id: ballots[0][0], ...JSON.parse(ballots[0][1]) };
};

test('allocate and send by taps', async (t) => {
  const box = await openBox(t);
  const me = resident(await visitor(t), taps);
  const [first, second] = box.budget.priorities;
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await me.less(first.name.en);
  await me.less(first.name.en);
  await me.more(second.name.en);
  await me.check();
  assert.equal(box.ballots().size, 0, 'nothing is sent before "send"');
  await me.send();
  await me.sent();
  const ballot = only(box);
  assert.equal(await me.receipt(), ballot.id);
  assert.equal(ballot.choices.amounts[first.id], first.today - 2 * box.budget.step);
  assert.equal(ballot.choices.amounts[second.id], second.today + box.budget.step);
  assert.equal(ballot.channel, 'web');
});

test('a line is the same element before and after things follow from it, and what is open in it stays open', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  await me.arrive(box.url);
  const follows = page.locator('.between');
  const before = await follows.count();
  const lines = await page.locator('.line').elementHandles();
  await page.locator('.line details').evaluateAll((all) => all.forEach((details) => (details.open = true)));
  await me.press(me.button('ballot.today'));
  await me.has(box.budget.priorities[0].name.en, box.budget.priorities[0].today);
  assert.notEqual(await follows.count(), before, 'something else follows');
  for (const line of lines) assert.ok(await line.evaluate((line) => line.isConnected && line.querySelector('details').open));
});

test('who is in a field of the first lines stays in it when the others are drawn', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  // What comes after the first lines waits for the test.
  await page.addInitScript(() => {
    const { setTimeout } = globalThis;
    let held = [];
    globalThis.setTimeout = (act, ms, ...more) => (ms === 0 && held ? held.push(act) : setTimeout(act, ms, ...more));
    globalThis.release = () => {
      const all = held;
      held = undefined;
      for (const act of all) act();
    };
  });
  await page.goto(box.url);
  const field = page.locator('#amount-1');
  await field.focus();
  const element = await field.elementHandle();
  assert.ok((await page.locator('.line').count()) < box.budget.priorities.length, 'the others are not there yet');
  await page.evaluate(() => release());
  await page.locator(`#amount-${box.budget.priorities.length - 1}`).waitFor();
  assert.ok(await element.evaluate((element) => element.id === 'amount-1' && element === document.activeElement));
});

test('allocate and send by keyboard alone', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t, { isMobile: false, hasTouch: false });
  const me = resident(page, keys);
  const [first, second] = box.budget.priorities;
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await me.less(first.name.en);
  const field = me.amount(second.name.en);
  await reach(field);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(String(second.today + box.budget.step));
  await page.keyboard.press('Tab');
  await me.check();
  await me.send();
  await me.sent();
  const ballot = only(box);
  assert.equal(ballot.choices.amounts[first.id], first.today - box.budget.step);
  assert.equal(ballot.choices.amounts[second.id], second.today + box.budget.step);
});

test('Back works on every step, and the heading takes the focus', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  const focused = () => page.evaluate(() => document.activeElement?.tagName);
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await me.check();
  assert.equal(await focused(), 'H1');
  for (const screen of ['about.title', 'ballot.title']) {
    await page.goBack();
    await me.heading(screen).waitFor();
    assert.equal(await focused(), 'H1', screen);
  }
  await me.check();
  await me.send();
  await me.sent();
  assert.equal(await focused(), 'H1');
  await page.goBack();
  await me.sent();
  assert.equal(box.ballots().size, 1, 'going back does not offer to send again');
});

test('an unfinished ballot survives a reload', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  const [first] = box.budget.priorities;
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await me.more(first.name.en);
  await me.has(first.name.en, first.today + box.budget.step);
  await page.reload();
  await me.heading('ballot.title').waitFor();
  await me.has(first.name.en, first.today + box.budget.step);
});

test('switching the language keeps the answers', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  const [first] = box.budget.priorities;
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await me.more(first.name.en);
  await me.press(page.getByRole('button', { name: 'Cymraeg' }).or(page.getByRole('link', { name: 'Cymraeg' })));
  const fi = resident(page, taps, 'cy');
  await fi.heading('ballot.title').waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'cy');
  await fi.has(first.name.cy, first.today + box.budget.step);
  await fi.check();
  await fi.send();
  await fi.sent();
  assert.equal(box.ballots().size, 1);
});

test('a shared device forgets an unfinished ballot', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  const [first] = box.budget.priorities;
  await me.arrive(`${box.url}?mode=kiosk`);
  await me.press(me.button('ballot.today'));
  await me.has(first.name.en, first.today);
  await page.reload();
  await me.begin();
  await me.has(first.name.en, first.floor);
  await me.more(first.name.en);
  await me.has(first.name.en, first.floor + box.budget.step);
});

test('"Change" on the check page leads back to the line', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  const third = box.budget.priorities[2];
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.press(me.button('app.change_of', { name: third.name.en }));
  await me.heading('ballot.title').waitFor();
  await page.waitForFunction((id) => document.activeElement?.id === id, await me.amount(third.name.en).getAttribute('id'));
});
