// What a resident's own device does to a ballot.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { WIDGET, folder } from '../../e2e/support/box.mjs';
import { device as newDevice, watched } from '../../e2e/support/browser.mjs';
import { resident } from '../../e2e/support/resident.mjs';
import { choose, clicks, ends, isKept, newResident, openEvent, until, untilSent } from '../support/event.mjs';
import * as faults from '../support/proxy.mjs';

const origin = (url) => new URL(url).origin;

/** The browser's own door for what a test cannot do through the page. */
async function browserDoor(page) {
  return page.context().newCDPSession(page);
}

export const device = [
  {
    name: 'killed-after-submit',
    what: 'the browser is killed right after "send", at a moment drawn from the seed; the same profile comes back',
    end: 'sent when the page is opened again; counted once',
    short: true,
    run: async (s) => {
      const event = await openEvent(s);
      const phone = await newDevice(s);
      let me = resident(await phone.switchOn(), clicks);
      await choose(me, event.url);
      const put = faults.held(s.dice.pick([faults.through, faults.neverArrives]));
      event.proxy.next('PUT ballot', put);
      await me.send();
      // It is put only once it is safe on the device.
      await put.arrived;
      await phone.kill();
      put.letGo();
      me = resident(await phone.switchOn(), clicks);
      await me.page.goto(`${event.url}#receipt`);
      await untilSent(me);
      ends(event.box, [await me.receipt()]);
    },
  },
  {
    name: 'killed-while-offline',
    what: 'the browser is killed while its ballot waits for a connection',
    end: 'sent when the page is opened again; counted once',
    run: async (s) => {
      const event = await openEvent(s);
      const phone = await newDevice(s);
      let me = resident(await phone.switchOn(), clicks);
      await choose(me, event.url);
      await me.page.context().setOffline(true);
      await me.send();
      await isKept(me);
      const id = await me.receipt();
      await phone.kill();
      me = resident(await phone.switchOn(), clicks);
      await me.page.goto(event.url);
      await until(() => event.box.ballots().size === 1);
      ends(event.box, [id]);
    },
  },
  {
    name: 'killed-after-sent',
    what: 'the browser is killed right after "sent"; the same profile comes back',
    end: 'the receipt is there and no draft; nothing is sent a second time',
    run: async (s) => {
      const event = await openEvent(s);
      const phone = await newDevice(s);
      let me = resident(await phone.switchOn(), clicks);
      await choose(me, event.url);
      await me.send();
      await me.sent();
      const id = await me.receipt();
      await phone.kill();
      me = resident(await phone.switchOn(), clicks);
      await me.page.goto(event.url);
      await me.heading('receipt.sent').waitFor();
      assert.equal(await me.receipt(), id);
      ends(event.box, [id]);
    },
  },
  {
    name: 'two-tabs',
    what: 'two tabs of one browser hold the same ballot that waits, and both send it',
    end: 'both say "sent"; it lies in the box once',
    short: true,
    run: async (s) => {
      const event = await openEvent(s);
      const first = await newResident(s);
      await choose(first, event.url);
      event.proxy.always('PUT ballot', faults.says(500));
      event.proxy.always('GET ballot', faults.neverArrives);
      await first.send();
      await isKept(first);
      const second = resident(watched(s, await first.page.context().newPage()), clicks);
      await second.page.goto(event.url);
      await isKept(second);
      event.proxy.calm();
      await Promise.all([untilSent(first), untilSent(second)]);
      assert.equal(await first.receipt(), await second.receipt());
      ends(event.box, [await first.receipt()]);
    },
  },
  {
    name: 'two-tabs-one-draft',
    what: 'a draft is open in two tabs, is changed in one of them, and both press "send" at once; tabs cannot tell each other anything',
    end: 'both show the same receipt; one ballot lies in the box',
    short: true,
    run: async (s) => {
      const event = await openEvent(s);
      const first = await newResident(s);
      await first.page.context().addInitScript(() => delete globalThis.BroadcastChannel);
      await choose(first, event.url);
      const second = resident(watched(s, await first.page.context().newPage()), clicks);
      await second.page.goto(event.url);
      await second.press(second.button('ballot.even'));
      await second.check();
      await Promise.all([first, second].map((me) => me.button('check.send').evaluate((button) => button.click())));
      await Promise.all([first.sent(), second.sent()]);
      assert.equal(await first.receipt(), await second.receipt());
      ends(event.box, [await first.receipt()]);
    },
  },
  {
    name: 'sent-twice',
    what: '"send" is pressed many times, then Back and Forward, then the page is loaded again',
    end: 'one ballot; the receipt each time',
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await choose(me, event.url);
      await me.button('check.send').evaluate((button) => {
        for (let time = 0; time < 5; time += 1) button.click();
      });
      await me.sent();
      const id = await me.receipt();
      await me.page.goBack();
      await me.sent();
      await me.page.goForward().catch(() => {});
      await me.sent();
      await me.page.reload();
      await me.sent();
      ends(event.box, [id]);
    },
  },
  {
    name: 'quota-exceeded',
    what: 'the device has no room left for what the page wants to save',
    end: 'the page says that it is not saved and goes on; sent; counted once',
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      const door = await browserDoor(me.page);
      // Before the first write: the browser remembers for a while how much room there is.
      await door.send('Storage.overrideQuotaForOrigin', { origin: origin(event.url), quotaSize: 1 });
      await choose(me, event.url);
      event.proxy.always('PUT ballot', faults.neverArrives);
      await me.send();
      await me.heading('receipt.unkept').waitFor();
      event.proxy.calm();
      await untilSent(me);
      ends(event.box, [await me.receipt()]);
    },
  },
  {
    name: 'storage-forbidden',
    what: 'the browser lets no site keep anything',
    end: 'the page says that it is not saved and goes on; sent; counted once',
    run: async (s) => {
      const event = await openEvent(s);
      const phone = await newDevice(s, { storage: false });
      const me = resident(await phone.switchOn(), clicks);
      await choose(me, event.url);
      event.proxy.always('PUT ballot', faults.neverArrives);
      await me.send();
      await me.heading('receipt.unkept').waitFor();
      event.proxy.calm();
      await untilSent(me);
      ends(event.box, [await me.receipt()]);
    },
  },
  {
    name: 'storage-evicted',
    what: 'the browser throws away what the page kept, while its ballot waits',
    end: 'the open page still has it; sent; counted once',
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await choose(me, event.url);
      event.proxy.always('PUT ballot', faults.neverArrives);
      await me.send();
      await isKept(me);
      const door = await browserDoor(me.page);
      await door.send('Storage.clearDataForOrigin', { origin: origin(event.url), storageTypes: 'all' });
      event.proxy.calm();
      await untilSent(me);
      ends(event.box, [await me.receipt()]);
    },
  },
  {
    name: 'new-version',
    what: 'a new version of the widget takes the place of the old one while a ballot is filled in; there is no service worker that could mix them',
    end: 'the draft and the ballot are kept; sent once; what is no longer there is said, and one press loads the new version',
    run: async (s) => {
      const widget = join(folder(s), 'widget');
      cpSync(WIDGET, widget, { recursive: true });
      const event = await openEvent(s, { widget });
      const me = await newResident(s);
      await choose(me, event.url);
      deployAnother(widget);
      await me.send();
      await me.sent();
      const id = await me.receipt();
      await me.press(me.button('receipt.results'));
      const anew = me.button('piece.reload');
      await anew.or(me.page.getByRole('heading', { name: me.word('results.outcome') })).first().waitFor();
      if (await anew.isVisible()) await me.press(anew);
      else await me.page.reload();
      await me.count();
      await me.page.goto(`${event.url}#receipt`);
      await me.sent();
      assert.equal(await me.receipt(), id);
      ends(event.box, [id]);
    },
  },
];

/** The same program under other names, as every change of it would have; the old names are gone. */
function deployAnother(widget) {
  const hash = /-([0-9a-f]{12,16})(?=[._])/g;
  const another = (text) => text.replace(hash, (_, digits) => `-${[...digits].reverse().join('')}`);
  const path = (name) => join(widget, name);
  let page = another(readFileSync(path('index.html'), 'utf8'));
  for (const name of readdirSync(widget)) {
    // The compressed twins of the old version go with it.
    if (/\.(br|gz)$/.test(name)) rmSync(path(name));
    else if (/\.js$/.test(name)) {
      const before = readFileSync(path(name), 'utf8');
      writeFileSync(path(name), another(before));
      page = page.replaceAll(integrity(before), integrity(another(before)));
    }
    if (another(name) !== name && existsSync(path(name))) renameSync(path(name), path(another(name)));
  }
  writeFileSync(path('index.html'), page);
}

const integrity = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
