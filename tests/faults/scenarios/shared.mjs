// A shared device: nothing of a visitor may be left, and nothing that was cast may be lost.
import assert from 'node:assert/strict';

import { device } from '../../e2e/support/browser.mjs';
import { resident } from '../../e2e/support/resident.mjs';
import { choose, clicks, ends, isKept, openEvent, until } from '../support/event.mjs';
import * as faults from '../support/proxy.mjs';

const kiosk = (url) => `${url}?mode=kiosk&place=library`;

/** Nothing of the last visitor: every line at its floor, and no receipt. */
async function isFresh(me, budget) {
  await me.heading('ballot.title').waitFor();
  for (const line of budget.priorities) await me.has(line.name.en, line.floor);
  assert.doesNotMatch(await me.page.locator('body').innerText(), /[0-9a-f]{64}/);
}

export const shared = [
  {
    name: 'kiosk-reboot',
    what: 'a kiosk without a connection is switched off after three visitors',
    end: 'nothing of a visitor is seen; all three ballots are sent; each counted once',
    short: true,
    run: async (s) => {
      const event = await openEvent(s);
      const library = await device(s);
      let me = resident(await library.switchOn(), clicks);
      event.proxy.always('PUT ballot', faults.neverArrives);
      const ids = [];
      await choose(me, kiosk(event.url));
      for (;;) {
        await me.send();
        await isKept(me);
        ids.push(await me.receipt());
        await me.press(me.button('kiosk.next'));
        await isFresh(me, event.budget);
        if (ids.length === 3) break;
        await me.begin();
        await me.press(me.button('ballot.today'));
        await me.check();
      }
      await library.kill();
      event.proxy.calm();
      me = resident(await library.switchOn(), clicks);
      await me.page.goto(kiosk(event.url));
      await isFresh(me, event.budget);
      await until(() => event.box.ballots().size === 3);
      assert.equal(new Set(ids).size, 3);
      ends(event.box, ids);
    },
  },
  {
    name: 'kiosk-killed-mid-ballot',
    what: 'a kiosk is switched off while a visitor fills in a ballot',
    end: 'the next visitor sees nothing of it; nothing is sent',
    run: async (s) => {
      const event = await openEvent(s);
      const library = await device(s);
      let me = resident(await library.switchOn(), clicks);
      await choose(me, kiosk(event.url));
      await library.kill();
      me = resident(await library.switchOn(), clicks);
      await me.page.goto(kiosk(event.url));
      await isFresh(me, event.budget);
      assert.equal(event.box.ballots().size, 0);
    },
  },
  {
    name: 'kiosk-left-alone',
    what: 'a visitor walks away from a kiosk without sending, and the next one comes three minutes later',
    end: 'the next visitor sees nothing of it; nothing is sent',
    short: true,
    run: async (s) => {
      const event = await openEvent(s);
      const page = await (await device(s)).switchOn();
      const me = resident(page, clicks);
      await page.clock.install();
      await choose(me, kiosk(event.url));
      await page.clock.runFor(180_000);
      await isFresh(me, event.budget);
      await page.goBack();
      await isFresh(me, event.budget);
      assert.equal(event.box.ballots().size, 0);
    },
  },
  {
    name: 'kiosk-asleep',
    what: 'a kiosk’s lid is shut over a half-filled ballot and opened an hour later',
    end: 'whoever opens it sees nothing of it',
    run: async (s) => {
      const event = await openEvent(s);
      const page = await (await device(s)).switchOn();
      const me = resident(page, clicks);
      await page.clock.install();
      await choose(me, kiosk(event.url));
      await page.clock.fastForward(3_600_000);
      await isFresh(me, event.budget);
    },
  },
  {
    name: 'kiosk-back-forward',
    what: 'a visitor goes to another page and the next one presses Back, from the browser’s back/forward cache',
    end: 'nothing of the last visitor is seen',
    run: async (s) => {
      const event = await openEvent(s);
      const library = await device(s);
      const page = await library.switchOn();
      const me = resident(page, clicks);
      // A page that fills the screen by itself is not put into the cache; one that its browser fills is.
      await page.addInitScript(() => (Element.prototype.requestFullscreen = async () => undefined));
      await me.arrive(kiosk(event.url));
      await me.press(me.button('ballot.today'));
      const [line] = event.budget.priorities;
      await me.has(line.name.en, line.today);
      // The page as it was, not a new one: only then is it the cache that is tried.
      await page.evaluate(() => addEventListener('pageshow', ({ persisted }) => persisted && sessionStorage.setItem('cached', 'yes')));
      await page.goto(`${event.url}box/budget.json`);
      await page.goBack();
      await isFresh(me, event.budget);
      const cached = await page.evaluate(() => sessionStorage.getItem('cached') === 'yes');
      assert.ok(cached, 'the page came from the back/forward cache');
    },
  },
];
