// An event under test: a box, a fault proxy before it, and what must be true of it in the end.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { folder, openBox, purse } from '../../e2e/support/box.mjs';
import { visitor } from '../../e2e/support/browser.mjs';
import { resident, taps } from '../../e2e/support/resident.mjs';
import { faultProxy } from './proxy.mjs';

/** A mouse, for windows without a touch screen. */
export const clicks = { press: (target) => target.click() };

/** A box with a proxy before it; devices are to use `url`. */
export async function openEvent(t, options) {
  const box = await openBox(t, options);
  const proxy = await faultProxy(t, box.url);
  return { box, proxy, url: proxy.url, budget: box.budget };
}

/** A resident with a browser of their own. */
export async function newResident(t, options) {
  return resident(await visitor(t, options), taps);
}

/** From the first screen to the check page, with every line at today's amount. */
export async function choose(me, url) {
  await me.arrive(url);
  await me.press(me.button('ballot.today'));
  await me.check();
}

/** The page says "saved on this device, not sent yet". */
export const isKept = (me) => me.heading('receipt.kept').waitFor();

/** Presses "send it now" for as long as the page does not say "sent". */
export async function untilSent(me) {
  for (;;) {
    await me.heading('receipt.sent').or(me.button('receipt.send_now')).first().waitFor();
    if (await me.heading('receipt.sent').isVisible()) return;
    const now = me.button('receipt.send_now');
    // It may be sent by itself in this very moment.
    if (await now.isVisible()) await me.press(now).catch(() => {});
  }
}

/** Nothing is lost and nothing is counted twice: the count of the box has just these ballots, each once. */
export function ends(box, ids) {
  assert.deepEqual(counted(box), [...ids].sort());
}

/** The ids in the result, as the organiser's tool counts the box. */
export function counted(box) {
  return JSON.parse(purse('count', box.path, '--format', 'json')).counted;
}

/** The words that open a practice key for the organiser's tool. */
export function practice(t) {
  const file = join(folder(t), 'passphrase');
  writeFileSync(file, 'practice\n');
  return ['--passphrase-file', file];
}

/** Looks again until it holds; the runner's own limit ends a wait in vain. */
export async function until(holds) {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}
