// A shared tablet: what the next person must not find, and what nobody may be led to.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { device, findings, visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { resident } from './support/resident.mjs';
import { like, say } from './support/words.mjs';

const QUIET = 90_000;
const WARNING = 30_000;

/** A kiosk whose time passes when the test says so. */
async function kiosk(t, search = '?mode=kiosk') {
  const box = await openBox(t);
  const page = await visitor(t);
  await page.clock.install();
  const me = resident(page);
  await me.arrive(`${box.url}${search}`);
  const dialog = page.getByRole('alertdialog');
  const floors = async () => {
    await me.heading('ballot.title').waitFor();
    for (const line of box.budget.priorities) await me.has(line.name.en, line.floor);
  };
  return { box, page, me, dialog, floors };
}

test('who walks away is asked, and then nothing of them is left', async (t) => {
  const { box, page, me, dialog, floors } = await kiosk(t);
  await me.press(me.button('ballot.today'));
  await page.locator('details summary').first().click();
  await me.check();
  await page.clock.runFor(QUIET);
  await dialog.waitFor();
  assert.deepEqual(await findings(page), []);
  assert.ok(await dialog.evaluate((it) => it.contains(document.activeElement)), 'the question has the focus');
  await page.clock.runFor(WARNING);
  await dialog.waitFor({ state: 'hidden' });
  await floors();
  assert.equal(await page.locator('details[open]').count(), 0);
  await page.goBack();
  await floors();
  assert.equal(box.ballots().size, 0);
});

for (const [name, places] of [['piece', /piece-places-[0-9a-f]+_bg\.wasm/], ['script', /\/place\.js$/]]) {
  test(`a kiosk whose own ${name} cannot be had is used by nobody, says so, and asks again`, async (t) => {
    const box = await openBox(t);
    const page = await visitor(t);
    const me = resident(page);
    let asked = 0;
    await page.route(places, (route) => ((asked += 1), route.abort()));
    await page.goto(`${box.url}?mode=kiosk`);
    await page.getByText(say('piece.missing')).waitFor();
    // It is asked for once more by itself.
    while (asked < 2) await page.waitForRequest(places);
    assert.equal(await page.locator('input').count(), 0, 'nothing can be filled in that nobody would wipe');
    await page.unroute(places);
    await me.press(me.button('broken.try_again'));
    await me.begin();
    await me.press(me.button('ballot.today'));
    const [first] = box.budget.priorities;
    await me.has(first.name.en, first.today);
  });
}

test('a key goes on, does nothing else, and gives the focus back', async (t) => {
  const { box, page, me, dialog } = await kiosk(t);
  await me.press(me.button('ballot.today'));
  await me.check();
  const send = me.button('check.send');
  await send.focus();
  await page.clock.runFor(QUIET + 5_000);
  await dialog.waitFor();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  assert.ok(await send.evaluate((it) => it === document.activeElement));
  await me.heading('check.title').waitFor();
  assert.equal(box.ballots().size, 0, 'the key that answers sends nothing');
  await page.clock.runFor(QUIET - 2_000);
  assert.ok(await dialog.isHidden(), 'and there is as much time as before');
});

test('a touch anywhere goes on', async (t) => {
  const { page, me, dialog, box } = await kiosk(t);
  const [first] = box.budget.priorities;
  await me.press(me.button('ballot.today'));
  await page.clock.runFor(QUIET + 1_000);
  await dialog.waitFor();
  await page.touchscreen.tap(8, 8);
  await dialog.waitFor({ state: 'hidden' });
  await me.has(first.name.en, first.today);
});

test('who wakes a kiosk that slept finds nothing, also where its touch comes first', async (t) => {
  const { page, me, dialog, floors } = await kiosk(t);
  await me.press(me.button('ballot.today'));
  await page.clock.runFor(2_000);
  await page.clock.setSystemTime(new Date(Date.now() + 3_600_000));
  await page.touchscreen.tap(8, 8);
  await floors();
  assert.ok(await dialog.isHidden());
});

test('a clock that is put back does not stop the time', async (t) => {
  const { page, me, floors } = await kiosk(t);
  await me.press(me.button('ballot.today'));
  await page.clock.setSystemTime(new Date(Date.now() - 3_600_000));
  await page.clock.runFor(QUIET + WARNING);
  await floors();
});

test('on every page the next person may begin, and no page leads out', async (t) => {
  const { page, me, floors } = await kiosk(t);
  const ends = async () => {
    const out = await page.locator('a:not([href^="#"]), a[target]').count();
    assert.equal(out, 0, page.url());
    const next = me.button('kiosk.next').or(me.button('kiosk.unsent'));
    await me.press(next);
    await floors();
    await me.begin();
  };
  const ways = [
    () => me.press(me.button('ballot.today')),
    () => me.check(),
    async () => {
      await me.send();
      await me.sent();
    },
  ];
  for (let far = 0; far <= ways.length; far += 1) {
    for (const way of ways.slice(0, far)) await way();
    await ends();
  }
});

test('a kiosk that nobody leaves for days sees the day that it opens', async (t) => {
  const day = 24 * 60 * 60 * 1000;
  const date = (days) => new Date(Date.now() + days * day).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const budget = { ...example(), dates: { opens: date(2), closes: date(4) } };
  const box = await openBox(t, { budget });
  const page = await visitor(t, { timezoneId: 'UTC' });
  await page.clock.install();
  const me = resident(page);
  await me.arrive(`${box.url}?mode=kiosk`);
  await me.says('ballot.not_yet');
  const early = page.getByText(like('ballot.not_yet'));
  await page.clock.setSystemTime(Date.now() + 3 * day);
  await page.clock.runFor(2_000);
  await early.waitFor({ state: 'hidden' });
});

test('after a power cut a kiosk says that what was sent is saved', async (t) => {
  const box = await openBox(t);
  const library = await device(t);
  const clicks = { press: (target) => target.click() };
  let me = resident(await library.switchOn(), clicks);
  await me.arrive(`${box.url}?mode=kiosk`);
  const saved = () => me.page.getByText(like('kiosk.saved'));
  assert.equal(await saved().count(), 0);
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.page.route('**/box/ballots/*', (route) => route.abort());
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await library.kill();
  me = resident(await library.switchOn(), clicks);
  await me.page.route('**/box/budget.json', (route) => route.fulfill({ status: 502 }), { times: 1 });
  // Nobody presses anything: the network came back after the tablet.
  await me.page.goto(`${box.url}?mode=kiosk`);
  await saved().waitFor({ timeout: 60_000 });
  await me.press(me.button('ballot.today'));
  await saved().waitFor({ state: 'hidden' });
});

for (const search of ['?mode=Kiosk', '?MODE=kiosk', '?mode=kisok', '?kiosk', '?place=library?mode=kiosk', '?mode%3Dkiosk', '#mode=kiosk', '#kisok', '?mode=kiosk&amp;place=Town%20Hall']) {
  test(`${search} keeps nothing of a visitor`, async (t) => {
    const { page, me, floors, box } = await kiosk(t, search);
    const strange = me.page.getByRole('alert').filter({ hasText: 'do not understand' });
    assert.equal(await strange.count(), /kisok|\?kiosk|library|3D|#/.test(search) ? 1 : 0);
    await me.press(me.button('ballot.today'));
    await me.check();
    const shared = () => page.evaluate(() => document.documentElement.dataset.place);
    assert.equal(await shared(), 'kiosk');
    await page.goto('about:blank');
    await me.arrive(`${box.url}${search}`);
    await floors();
    await page.reload();
    await me.begin();
    await floors();
    assert.equal(await shared(), 'kiosk', 'also once it was loaded anew');
  });
}

test('a place is noted however it is written', async (t) => {
  const { box, me } = await kiosk(t, '?mode=kiosk&place=Neuadd%20Dref');
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.sent();
  const [ballot] = [...box.ballots().values()].map((bytes) => JSON.parse(bytes));
  assert.deepEqual([ballot.channel, ballot.place], ['kiosk', 'neuadd-dref']);
});
