// One draft in several tabs of a browser is one ballot, and another person on the device still has their own.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { visitor, watched } from './support/browser.mjs';
import { resident } from './support/resident.mjs';

/** A draft in one tab, on the check page, and the same in another, changed where that is asked for. */
async function twoTabs(t, { changed = false, deaf = false } = {}) {
  const box = await openBox(t);
  const page = await visitor(t);
  // As in a browser where tabs cannot tell each other anything.
  if (deaf) await page.context().addInitScript(() => delete globalThis.BroadcastChannel);
  const first = resident(page);
  await first.arrive(box.url);
  await first.press(first.button('ballot.today'));
  await first.check();
  const second = resident(watched(t, await page.context().newPage()));
  await second.arrive(box.url);
  await second.says('ballot.restored');
  if (changed) await second.press(second.button('ballot.even'));
  await second.check();
  return { box, first, second };
}

test('the second tab of a draft says at once that it was cast in the first', async (t) => {
  const { box, first, second } = await twoTabs(t);
  await first.page.bringToFront();
  await first.send();
  await first.sent();
  await second.sent();
  await second.says('receipt.elsewhere');
  assert.equal(await second.receipt(), await first.receipt());
  assert.equal(box.ballots().size, 1);
});

for (const changed of [false, true]) {
  test(`tabs that cannot tell each other still cast one ballot${changed ? ', though one was changed' : ''}`, async (t) => {
    const { box, first, second } = await twoTabs(t, { changed, deaf: true });
    // Neither is hidden from the other, and both press before either has an answer.
    await Promise.all([first, second].map((me) => me.button('check.send').evaluate((button) => button.click())));
    await Promise.all([first.sent(), second.sent()]);
    assert.equal(await second.receipt(), await first.receipt());
    assert.equal(box.ballots().size, 1);
  });
}

test('a tab that comes back from sleep or from the back/forward cache looks at what is kept', async (t) => {
  const { box, first, second } = await twoTabs(t, { changed: true, deaf: true });
  await second.page.goto(`${box.url}box/budget.json`);
  await first.send();
  await first.sent();
  await second.page.goBack();
  await second.sent();
  assert.equal(box.ballots().size, 1);
});

test('somebody else on the device casts their own ballot, in the other tab', async (t) => {
  const { box, first, second } = await twoTabs(t);
  await first.send();
  await first.sent();
  const receipt = await first.receipt();
  await second.page.bringToFront();
  await second.sent();
  await second.press(second.button('receipt.another'));
  await second.press(second.button('ballot.today'));
  await second.check();
  await second.send();
  await second.sent();
  assert.notEqual(await second.receipt(), receipt);
  assert.equal(box.ballots().size, 2);
});
