// Devices whose clock is wrong by ten years. Nothing is decided by it but whether this page lets a ballot be sent today.
import assert from 'node:assert/strict';

import { choose, ends, isKept, newResident, openEvent, untilSent } from '../support/event.mjs';
import * as faults from '../support/proxy.mjs';

/** The page's clock is off from here on, and goes on from there. */
async function set(page, years) {
  const now = new Date();
  now.setUTCFullYear(now.getUTCFullYear() + years);
  await page.clock.setSystemTime(now);
  // As when a phone is taken out of the pocket.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
}

export const clock = [-10, 10].flatMap((years) => [
  {
    name: years > 0 ? 'clock-ahead' : 'clock-behind',
    what: `a device’s clock is ${Math.abs(years)} years ${years > 0 ? 'ahead' : 'behind'} from the start, and is put right`,
    end: 'the page says that it cannot be sent on that day and keeps the draft; then sent; counted once',
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await me.page.clock.install();
      await set(me.page, years);
      await choose(me, event.url);
      await me.press(me.button('check.send'));
      await me.page.getByRole('alert').or(me.page.locator('.error-summary')).first().waitFor();
      assert.equal(event.box.ballots().size, 0);
      await set(me.page, 0);
      await me.send();
      await me.sent();
      ends(event.box, [await me.receipt()]);
    },
  },
  {
    name: years > 0 ? 'clock-jumps-ahead' : 'clock-jumps-behind',
    what: `the clock jumps ${Math.abs(years)} years ${years > 0 ? 'ahead' : 'back'} while a ballot waits, and the page is loaded again`,
    end: 'sent all the same; counted once',
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await me.page.clock.install();
      await choose(me, event.url);
      event.proxy.always('PUT ballot', faults.neverArrives);
      await me.send();
      await isKept(me);
      await set(me.page, years);
      await me.page.reload();
      await isKept(me);
      event.proxy.calm();
      await untilSent(me);
      ends(event.box, [await me.receipt()]);
    },
  },
]);
