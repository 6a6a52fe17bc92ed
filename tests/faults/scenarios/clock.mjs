// Devices whose clock is wrong by ten years. Nothing is decided by it but whether this page lets a ballot be sent today,
// and there the server's clock is a second witness.
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

/** The server's clock is of no help: its answers have no date, or none that is from the box. */
const DATELESS = {
  'says no date': faults.changedHeaders(({ date, ...rest }) => rest),
  'is behind a portal with a date of its own': faults.portal,
  'has a clock of its own that is wrong': faults.changedHeaders((headers) => ({ ...headers, date: 'Thu, 01 Jan 1970 00:00:01 GMT' })),
};

export const clock = [-10, 10].flatMap((years) => [
  {
    name: years > 0 ? 'clock-ahead' : 'clock-behind',
    what: `a device’s clock is ${Math.abs(years)} years ${years > 0 ? 'ahead' : 'behind'}`,
    end: 'the page says both days and believes the server; sent; counted once',
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await me.page.clock.install();
      await set(me.page, years);
      await choose(me, event.url);
      await me.says('clock.device');
      await me.says('clock.server');
      await me.send();
      await me.sent();
      ends(event.box, [await me.receipt()]);
    },
  },
  {
    name: years > 0 ? 'clock-ahead-alone' : 'clock-behind-alone',
    what: `a device’s clock is ${Math.abs(years)} years ${years > 0 ? 'ahead' : 'behind'}, the server is no witness, and the clock is put right`,
    end: 'the page says what this device’s day is, and that it may be wrong; the draft stays; then sent; counted once',
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await me.page.clock.install();
      await set(me.page, years);
      const [what, fault] = s.dice.pick(Object.entries(DATELESS));
      s.note(`the server ${what}`);
      await me.arrive(event.url);
      event.proxy.always('GET budget', fault);
      await set(me.page, years);
      await me.press(me.button('ballot.today'));
      await me.check();
      await me.press(me.button('check.send'));
      await me.says('clock.device');
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
