// Closed is closed: nothing is called sent that does not count. Only the organiser's signature closes.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { visitor } from './support/browser.mjs';
import { openEvent } from './support/coded.mjs';
import { resident } from './support/resident.mjs';

async function choose(me, address) {
  await me.arrive(address);
  await me.press(me.button('ballot.even'));
  await me.check();
}

/** An event with one ballot in it, so that it can be closed. */
async function withABallot(t, options = {}) {
  const event = await openEvent(t, { codes: 3, ...options });
  const me = resident(await visitor(t));
  await choose(me, event.card(0));
  await me.send();
  await me.sent();
  return { event, me };
}

test('a page opened after the close says so, offers the results and no button to send', async (t) => {
  const { event, me } = await withABallot(t);
  event.close();
  const late = resident(await visitor(t));
  await late.arrive(event.card(1));
  await late.says('ballot.closed');
  await late.button('receipt.results').first().waitFor();
  await late.press(late.button('ballot.even'));
  await late.check();
  assert.equal(await late.button('check.send').count(), 0);
  // Whoever is counted still has their receipt.
  await me.page.reload();
  await me.sent();
});

test('a page that was open at the close finds out when "send" is pressed', async (t) => {
  const { event } = await withABallot(t);
  const late = resident(await visitor(t));
  await choose(late, event.card(1));
  event.close();
  await late.press(late.button('check.send'));
  await late.says('ballot.closed');
  assert.equal(event.ballots().size, 1);
});

test('a ballot that could not be sent before the close is said not to count', async (t) => {
  const { event } = await withABallot(t);
  const late = resident(await visitor(t));
  await choose(late, event.card(1));
  await late.page.context().setOffline(true);
  await late.send();
  await late.heading('receipt.kept').waitFor();
  event.close();
  await late.page.context().setOffline(false);
  await late.heading('receipt.late').waitFor();
  assert.equal(await late.button('receipt.send_now').count(), 0);
});

test('no other file in the organiser’s folder stops anybody', async (t) => {
  const event = await openEvent(t, { codes: 3 });
  const folder = join(event.path, 'close');
  mkdirSync(folder, { recursive: true });
  const forged = Buffer.from(
    JSON.stringify({ format: 'common-purse/close/1', budget: { id: event.budget.id, sha256: '0'.repeat(64) }, revision: 1, counted: [], refused: { number: 0, files: [] }, about: [], result: '0'.repeat(64), signature: '0'.repeat(128) }),
  );
  const named = (bytes) => `${createHash('sha256').update(bytes).digest('hex')}.json`;
  for (const [name, bytes] of [['readme.json', 'hello'], ['empty.json', ''], [named(forged), forged], [named('<html>'), '<html>']]) writeFileSync(join(folder, name), bytes);
  const me = resident(await visitor(t));
  await choose(me, event.card(0));
  await me.send();
  await me.sent();
});

test('where nobody can find out, the page says so and the ballot is sent', async (t) => {
  const event = await openEvent(t, { codes: 3 });
  const page = await visitor(t);
  await page.route('**/box/close/', (route) => route.fulfill({ status: 500 }));
  const me = resident(page);
  await choose(me, event.card(0));
  await me.says('check.maybe_closed');
  await me.send();
  await me.sent();
});
