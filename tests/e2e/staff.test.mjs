// The staff of a kiosk: their PIN, what they see, and what becomes of the ballots that wait.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';

import { fill, folder, openBox, purse } from './support/box.mjs';
import { device, findings, visitor } from './support/browser.mjs';
import { openEvent } from './support/coded.mjs';
import { PIN, resident } from './support/resident.mjs';
import { like, say } from './support/words.mjs';

const clicks = { press: (target) => target.click() };

/** The number beside these words on the staff's screen. */
const figure = async (page, key) => Number(await page.locator('#staff .answer', { hasText: say(key) }).locator('dd').textContent());

async function lets(me, pin = PIN) {
  await me.press(me.button('kiosk.staff').last());
  await me.page.getByText(say('pin.asks')).waitFor();
  await me.pin(pin);
}

/** Fills in a ballot and sends it to a box that does not answer. */
async function leavesOne(me) {
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await me.press(me.button('kiosk.next'));
}

test('the first start asks for a PIN, twice, and a wrong one waits longer and longer, also after a power cut', async (t) => {
  const box = await openBox(t);
  const library = await device(t);
  let page = await library.switchOn();
  let me = resident(page, clicks);
  await page.goto(`${box.url}?mode=kiosk`);
  await page.getByRole('heading', { name: say('pin.set') }).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  assert.ok(await page.locator('#staff[open]').isVisible(), 'nobody goes on without one');
  await page.keyboard.type('97');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('531');
  await me.press(me.button('pin.done'));
  await me.pin('1111');
  await page.getByText(say('pin.differs')).waitFor();
  await me.pin('9531');
  await me.pin('9531');
  await me.button('kiosk.begin').waitFor();
  for (const wrong of ['1234', '4321', '1111']) {
    if (!(await page.locator('#staff[open]').isVisible())) await me.press(me.button('kiosk.staff').last());
    await me.pin(wrong);
  }
  await page.getByText(like('pin.waits')).waitFor();
  await library.kill();
  page = await library.switchOn();
  me = resident(page, clicks);
  await page.goto(`${box.url}?mode=kiosk`);
  await me.press(me.button('kiosk.staff').last());
  await page.getByText(like('pin.waits')).waitFor();
  await me.pin('9531');
  assert.equal(await page.getByText(say('staff.title')).count(), 0, 'not even the right one');
  // Who lost it starts the device once with another address.
  await page.goto(`${box.url}?mode=kiosk&pin=new`);
  await page.getByRole('heading', { name: say('pin.set') }).waitFor();
});

test('staff see what waits, save it to a file, end the day, and the file goes into a box with `purse`', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  await me.arrive(`${box.url}?mode=kiosk&place=library`);
  await page.route('**/box/ballots/*', (route) => route.abort());
  await leavesOne(me);
  await me.begin();
  await leavesOne(me);
  await lets(me);
  assert.deepEqual(await findings(page), []);
  assert.equal(await figure(page, 'staff.waiting'), 2);
  await page.getByText(say('error.unreachable')).or(page.getByText(say('error.offline'))).first().waitFor();
  await page.getByText('library', { exact: true }).waitFor();
  await me.press(me.button('staff.end'));
  await page.getByText(say('staff.still', { ballots: say('counted.ballots.other', { n: 2 }) })).waitFor();
  const download = page.waitForEvent('download');
  await me.press(me.button('staff.export'));
  const file = await download;
  assert.match(file.suggestedFilename(), /^[a-z0-9-]+-library-\d{4}-\d\d-\d\d\.jsonl$/);
  await page.getByText(like('staff.exported')).waitFor();
  await me.press(me.button('staff.end'));
  await me.press(me.button('staff.end_sure'));
  await page.getByRole('heading', { name: say('over.title') }).waitFor();
  assert.deepEqual(await findings(page), []);
  const kept = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open(location.pathname.replace(/\/[^/]*$/, ''));
        opening.onsuccess = () => {
          const keys = opening.result.transaction('kept').objectStore('kept').getAllKeys();
          keys.onsuccess = () => resolve(keys.result);
        };
      }),
  );
  assert.deepEqual(kept, ['kiosk'], 'nothing but the PIN and the numbers');
  const into = fill(folder(t), box.budget);
  const added = JSON.parse(purse('add', into, await file.path(), '--format', 'json'));
  assert.deepEqual([added.added, added.left], [2, []]);
  const counted = JSON.parse(purse('count', into, '--format', 'json'));
  assert.equal(counted.counted.length, 2);
});

test('send now sends, and is counted', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  await me.arrive(`${box.url}?mode=kiosk`);
  await page.route('**/box/ballots/*', (route) => route.fulfill({ status: 403 }));
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.heading('receipt.refused').waitFor();
  await me.press(me.button('kiosk.next'));
  await lets(me);
  await page.getByText(like('error.refused')).waitFor();
  await page.unroute('**/box/ballots/*');
  await me.press(me.button('staff.send'));
  await page.waitForFunction(() => document.querySelector('#staff dd')?.textContent === '0');
  assert.deepEqual([await figure(page, 'staff.today'), await figure(page, 'staff.all')], [1, 1]);
  assert.equal(box.ballots().size, 1);
  await me.press(me.button('staff.end'));
  await page.getByRole('heading', { name: say('over.title') }).waitFor();
});

test('a device that travels keeps its new place, also when it is started with the old address', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  await me.arrive(`${box.url}?mode=kiosk&place=library`);
  await lets(me);
  await page.getByLabel(say('staff.new_place')).fill('Town Hall');
  await me.press(me.button('staff.move'));
  await page.waitForURL(/place=town-hall/);
  await me.begin();
  await page.goto(`${box.url}?mode=kiosk&place=library`);
  await page.waitForURL(/place=town-hall/);
  await me.begin();
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.sent();
  const [ballot] = [...box.ballots().values()].map((bytes) => JSON.parse(bytes));
  assert.equal(ballot.place, 'town-hall');
});

/** What stays on a device whose power is cut: enough to send, nothing to read that a box would not show. */
for (const [name, kind] of [['typed codes', { codes: 3 }], ['typed codes and locked choices', { codes: 3, sealed: true }], ['an open event', {}]]) {
  test(`after a power cut a kiosk sends what waits and shows nothing of it: ${name}`, async (t) => {
    const event = await openEvent(t, kind);
    const library = await device(t);
    let page = await library.switchOn();
    let me = resident(page, clicks);
    await page.route('**/box/ballots/*', (route) => route.abort());
    await me.arrive(`${event.url}?mode=kiosk`);
    await me.press(me.button('ballot.even'));
    await me.press(me.button('ballot.check'));
    await me.heading('about.title').or(me.heading('check.title')).first().waitFor();
    if (await me.heading('about.title').isVisible()) await me.press(me.button('about.go_on'));
    const code = event.codes[0];
    if (code) await page.getByLabel(say('code.label'), { exact: true }).fill(code);
    await me.press(me.button('check.send'));
    await me.heading('receipt.kept').waitFor();
    await library.kill();
    page = await library.switchOn();
    me = resident(page, clicks);
    await page.goto(`${event.url}?mode=kiosk`);
    await me.heading('ballot.title').waitFor();
    const text = await page.content();
    assert.doesNotMatch(text, /[0-9a-f]{64}/);
    if (code) assert.ok(!text.includes(code));
    for (let tries = 0; event.ballots().size === 0 && tries < 100; tries += 1) await page.waitForTimeout(200);
    assert.equal(event.ballots().size, 1);
    if (kind.sealed) assert.doesNotMatch([...event.ballots().values()][0].toString(), /"amounts"/);
    const rest = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open(location.pathname.replace(/\/[^/]*$/, ''));
          opening.onsuccess = () => {
            const all = opening.result.transaction('kept').objectStore('kept').getAll();
            all.onsuccess = () => resolve(all.result.map((bytes) => new TextDecoder().decode(bytes)).join('\n'));
          };
        }),
    );
    if (code) assert.ok(!rest.includes(code) && !rest.includes(code.replaceAll('-', '')), 'no code is kept');
  });
}
