// The hall's screen: what a room reads from its last row, and what whoever leads the evening can do with a clicker.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { ballots, noSignature } from './support/ballots.mjs';
import { codedEvent, folder, openBox, purse } from './support/box.mjs';
import { findings, visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { hall, SCREENS } from './support/hall.mjs';
import { resident } from './support/resident.mjs';
import { say } from './support/words.mjs';

/** The box is asked ten to fifteen seconds after its last answer. */
const ONE_QUESTION = 16_000;

const add = (box, made) => {
  for (const [id, bytes] of made) writeFileSync(join(box.path, 'ballots', `${id}.json`), bytes);
};

test('an evening: people join, ballots are counted as they come, and the result is the one of purse, to the pound', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 20) });
  const screen = await hall(t, box.url);
  await screen.says('hall.soon');
  await screen.press('PageDown');
  await screen.says('hall.so_far_ballots.other', { n: 20 });
  add(box, ballots(budget, 21));
  await screen.page.clock.runFor(ONE_QUESTION);
  await screen.says('hall.so_far_ballots.other', { n: 21 });
  await screen.press('PageDown');
  await screen.says('counted.counted.other', { n: 21 });
  assert.equal(await screen.lines(), 0, 'nothing of the outcome before a key is pressed for it');
  const { outcome } = JSON.parse(purse('count', box.path, '--format', 'json'));
  const told = new Map();
  const seen = new Set();
  for (let at = 0; !seen.has(at); at += 1) {
    await screen.press('PageDown');
    const text = await screen.text();
    if (seen.has(text)) break;
    seen.add(text);
    for (const [name, amount] of await screen.amounts()) told.set(name, amount);
    assert.ok(seen.size < 60, 'the result has an end');
  }
  const wanted = outcome.map(({ priority, amount }) => [budget.priorities.find(({ id }) => id === priority).name.en, amount]);
  assert.deepEqual(Object.fromEntries(told), Object.fromEntries(wanted));
  const last = [...seen].at(-1);
  assert.ok(last.includes(budget.promise.says.en.slice(0, 30)), last);
});

for (const colorScheme of ['light', 'dark']) {
  test(`a phone reads the square code from the screen, ${colorScheme}`, async (t) => {
    const box = await openBox(t);
    const screen = await hall(t, `${box.url}?channel=paper&place=Town%20Hall&utm_source=letter`, { colorScheme });
    await screen.press('PageDown');
    await screen.page.locator('.hall-code').waitFor();
    const address = `${box.url}?place=town-hall`;
    assert.equal(await screen.scanned(), address);
    const typed = await screen.page.locator('.hall-address bdi').textContent();
    assert.equal(`http://${typed}`, address);
    const phone = await visitor(t);
    await phone.goto(address);
    await phone.getByRole('heading', { level: 1 }).first().waitFor();
  });
}

test('a box that cannot be reached is said to be so, no old number passes for a new one, and it is asked again', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 3) });
  const screen = await hall(t, box.url);
  await screen.press('PageDown');
  await screen.says('hall.so_far_ballots.other', { n: 3 });
  await box.stop();
  await Promise.all([screen.page.waitForEvent('requestfailed'), screen.page.clock.runFor(ONE_QUESTION)]);
  await screen.says('hall.silent');
  await screen.fits();
  const says = await screen.text();
  assert.match(says, /At \d\d:\d\d: 3 ballots/);
  assert.ok(!says.includes('so far'), says);
  add(box, ballots(budget, 5));
  await box.start();
  await Promise.all([screen.page.waitForResponse('**/box/ballots/'), screen.page.clock.runFor(ONE_QUESTION)]);
  await screen.says('hall.so_far_ballots.other', { n: 5 });
  assert.ok(!(await screen.text()).includes(say('hall.silent')));
});

test('a listing that is cut short is no number', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 20) });
  const screen = await hall(t, box.url);
  await screen.page.route('**/box/ballots/', async (route) => {
    const answer = await route.fetch();
    const text = await answer.text();
    await route.fulfill({ response: answer, body: text.slice(0, text.length / 2) });
  });
  await screen.press('PageDown');
  await screen.says('hall.silent');
  assert.doesNotMatch(await screen.text(), /\d ballot/);
});

test('with codes each code that may vote is one ballot, loose or packed, and no other ballot is', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 24), codes: ['twice=4', 'voided=3', 'bundle'] });
  add(box, ballots(budget, 2, 7));
  // A code that nobody was given.
  writeFileSync(join(box.path, 'ballots', `${'f'.repeat(64)}-1-${'0'.repeat(64)}-${noSignature('nobody')}.json`), '{}');
  const screen = await hall(t, box.url);
  await screen.page.getByLabel(say('hall.network')).fill('Guests of the town hall upstairs');
  await screen.leaveField();
  await screen.press('PageDown');
  await screen.says('hall.so_far_ballots.other', { n: 17 });
  await screen.says('hall.card');
  await screen.fits();
});

test('sealed choices: a number and no result, until the organiser has closed and signed', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 30), codes: ['sealed'] });
  const screen = await hall(t, box.url);
  await screen.press('PageDown');
  await screen.says('hall.so_far_ballots.other', { n: 30 });
  await screen.press('PageDown');
  await screen.says('counted.sealed.other', { n: 30 });
  await screen.fits();
  codedEvent('close', box.path);
  await screen.press('PageDown');
  await screen.says('hall.signed');
  await screen.fits();
  await screen.press('PageDown');
  await screen.page.locator('.hall-line').first().waitFor();
});

test('no ballot, then one', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget });
  const screen = await hall(t, box.url);
  await screen.press('PageDown');
  await screen.says('hall.so_far_ballots.other', { n: 0 });
  await screen.press('PageDown');
  await screen.says('results.none');
  await screen.fits();
  add(box, ballots(budget, 1));
  await screen.press('PageDown');
  await screen.says('counted.counted.one', { n: 1 });
  await screen.press('PageDown');
  await screen.page.locator('.hall-line').first().waitFor();
});

test('made-up ballots are said to be made up wherever their result is', async (t) => {
  const budget = example('small-fund');
  const place = join(folder(t), 'box');
  const file = join(folder(t), 'budget.json');
  writeFileSync(file, JSON.stringify(budget));
  purse('simulate', file, '--ballots', '30', '--seed', '1', '--out', place);
  const box = await openBox(t, { budget, place });
  const screen = await hall(t, box.url);
  await screen.press('PageDown');
  await screen.press('PageDown');
  await screen.says('counted.simulated.other', { n: 30 });
  await screen.press('PageDown');
  await screen.page.locator('.hall-line').first().waitFor();
  await screen.says('results.simulated');
  await screen.fits();
});

test('a page that crashed goes on at the same step, and another evening begins at the beginning', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 9) });
  let screen = await hall(t, box.url);
  const laptop = screen.page.context();
  await screen.page.getByLabel(say('hall.network')).fill('Guests of the town hall');
  await screen.leaveField();
  await screen.press('PageDown');
  await screen.says('hall.wifi', { name: 'Guests of the town hall' });
  await screen.press('PageDown');
  await screen.says('counted.counted.other', { n: 9 });
  for (let step = 0; step < 2; step += 1) await screen.press('PageDown');
  await screen.page.locator('.hall-line').first().waitFor();
  const before = await screen.text();
  const crashed = screen.page.waitForEvent('crash');
  await Promise.allSettled([crashed, screen.page.goto('chrome://crash')]);
  await screen.page.close();
  screen = await hall(t, box.url, {}, await laptop.newPage());
  await screen.page.locator('.hall-line').first().waitFor();
  assert.equal(await screen.text(), before);
  await screen.page.close();
  screen = await hall(t, box.url, { later: 7 * 60 * 60 * 1000 }, await laptop.newPage());
  await screen.says('hall.soon');
  assert.equal(await screen.page.getByLabel(say('hall.network')).inputValue(), 'Guests of the town hall');
});

test('time left is counted until the hour that was typed', async (t) => {
  const box = await openBox(t);
  const screen = await hall(t, box.url, { at: new Date(2026, 10, 30, 19, 5) });
  await screen.page.getByLabel(say('hall.ends')).fill('19:30');
  await screen.leaveField();
  await screen.press('PageDown');
  await screen.says('hall.minutes.other', { n: 24 });
  await screen.page.clock.runFor(24 * 60 * 1000);
  await screen.says('hall.last_minute');
  await screen.page.clock.runFor(60_000);
  await screen.says('hall.up');
  await screen.fits();
});

test('keys: a black screen, the list of keys, another language, and leaving after a question', async (t) => {
  const box = await openBox(t);
  const screen = await hall(t, box.url);
  await screen.press('PageDown');
  await screen.says('hall.join');
  await screen.press('b');
  await screen.page.locator('[data-aside="black"]').waitFor();
  assert.equal((await screen.text()).trim(), '');
  await screen.press('PageDown');
  await screen.says('hall.join');
  await screen.press('?');
  await screen.says('hall.key_black');
  await screen.press('?');
  await screen.press('l');
  await screen.page.locator('.hall[lang="cy"]').waitFor();
  await screen.press('l');
  await screen.page.locator('.hall[lang="en"]').waitFor();
  await screen.press('Escape');
  await screen.page.getByRole('alertdialog').waitFor();
  // Whoever presses the wrong key and goes on stays.
  await screen.press('Enter');
  await screen.says('hall.join');
  await screen.press('Escape');
  await screen.page.getByRole('button', { name: say('hall.leave_yes'), exact: true }).first().click();
  await resident(screen.page).heading('ballot.title').waitFor();
  assert.equal(await screen.page.locator('.hall').count(), 0);
});

test('the screen stays on, is asked to again when it is seen again, and fills the device by one key', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t, { viewport: SCREENS[0], isMobile: false, hasTouch: false });
  await page.addInitScript(() => {
    globalThis.asked = [];
    navigator.wakeLock.request = async (kind) => {
      globalThis.asked.push(kind);
      throw new Error('the battery is low');
    };
  });
  const screen = await hall(t, box.url, {}, page);
  await screen.says('hall.soon');
  const asked = (times) => page.waitForFunction((times) => globalThis.asked.length === times && globalThis.asked.every((kind) => kind === 'screen'), times);
  await asked(1);
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await asked(2);
  await screen.press('f');
  await page.waitForFunction(() => document.fullscreenElement === document.documentElement);
  await screen.press('f');
  await page.waitForFunction(() => document.fullscreenElement === null);
});

test('buttons do the same for a touch, and every step can be read by everybody', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 12) });
  const screen = await hall(t, box.url);
  const next = screen.page.getByRole('button', { name: say('hall.next'), exact: true });
  const steps = ['hall.soon', 'hall.join', 'hall.closed', 'hall.lines'];
  for (const key of steps) {
    await screen.says(key);
    if (key === 'hall.closed') await screen.says('counted.counted.other', { n: 12 });
    assert.deepEqual(await findings(screen.page), []);
    await next.click();
  }
});

test('a phone says that it is no big screen, and can do all the same', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 12) });
  const screen = await hall(t, box.url, { viewport: { width: 360, height: 640 } });
  await screen.says('hall.small');
  for (let step = 0; step < 2; step += 1) await screen.press('PageDown');
  await screen.says('counted.counted.other', { n: 12 });
  await screen.press('PageDown');
  await screen.page.locator('.hall-line').first().waitFor();
  const wide = await screen.page.locator('.hall').evaluate((it) => it.scrollWidth - it.clientWidth);
  assert.equal(wide, 0);
});

const HARD = [
  { name: 'as it is', budget: (it) => it, place: '' },
  { name: '40 lines with long names', budget: long, place: '?place=the-large-community-hall-of-the-old-town' },
];

for (const viewport of SCREENS) {
  for (const { name, budget: made, place } of HARD) {
    for (const dir of ['ltr', 'rtl']) {
      test(`letters are large enough and nothing overflows at ${viewport.width}×${viewport.height}: ${name}, ${dir}`, async (t) => {
        const budget = made(example());
        const box = await openBox(t, { budget, ballots: ballots(budget, 9) });
        const screen = await hall(t, `${box.url}${place}`, { viewport });
        await screen.page.getByLabel(say('hall.network')).fill('Guests of the town hall upstairs');
        const wrong = [];
        const look = async (step) => {
          for (const lang of ['en', 'cy']) {
            await screen.page.locator(`.hall[lang="${lang}"]`).waitFor();
            wrong.push(...(await screen.unreadable(dir)).map((what) => `${step} ${lang}: ${what}`));
            await screen.press('l');
          }
        };
        await screen.leaveField();
        // The other language is spoken once its words are here.
        await screen.page.getByText(say('hall.soon', {}, 'cy')).first().waitFor();
        await look('waiting');
        await screen.press('PageDown');
        await screen.says('hall.so_far_ballots.other', { n: 9 });
        await look('open');
        await screen.press('PageDown');
        await screen.says('counted.counted.other', { n: 9 });
        await look('closed');
        const seen = new Set();
        for (let at = 0; at < 80; at += 1) {
          await screen.press('PageDown');
          const text = await screen.text();
          if (seen.has(text)) break;
          seen.add(text);
          await look(`told ${at}`);
        }
        assert.ok(seen.size > 5, `${seen.size} steps`);
        assert.deepEqual(wrong, []);
      });
    }
  }
}

/** Forty lines, and names as long as anybody will write them. */
function long(budget) {
  const [line] = budget.priorities;
  const count = 40;
  budget.priorities = Array.from({ length: count }, (_, at) => ({
    ...structuredClone(line),
    id: `line-${at}`,
    name: {
      en: `${at + 1}. Support for carers, families and neighbours who look after somebody at home`,
      cy: `${at + 1}. Cefnogaeth i ofalwyr, teuluoedd a chymdogion sy’n gofalu am rywun gartref`,
    },
    floor: 0,
    cap: line.today * 3,
    today: line.today,
    tags: [],
  }));
  budget.total = line.today * count;
  budget.limits = [];
  for (const signer of budget.signers ?? []) delete signer.lines;
  budget.consequences = [];
  delete budget.headline;
  budget.title = {
    en: 'How shall we share out next year’s money for health and care in the seven valleys and both towns of Aldermoor?',
    cy: 'Sut y dylem rannu arian iechyd a gofal y flwyddyn nesaf yn saith dyffryn a dwy dref Aldermoor?',
  };
  return budget;
}
