// What this device keeps, and what is asked before it is removed; a box on a local network that does not answer.

import { openBox } from '../support/box.mjs';
import { visitor } from '../support/browser.mjs';
import { resident } from '../support/resident.mjs';

export async function walk(t, options, keep) {
  const box = await openBox(t);
  const page = await visitor(t, options);
  const me = resident(page, { press: (target) => target.click() });
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await me.check();
  await page.route('**/box/ballots/*', (route) => route.abort());
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await page.evaluate(() => (location.hash = '#device'));
  await me.heading('device.title').waitFor();
  await keep(page, 'device');
  await me.press(me.button('device.remove'));
  await me.says('device.sure');
  await keep(page, 'device-asks');
}
