// What was promised, and what became of it: written by the tool, read on a phone, checked by the phone itself.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { folder, openBox, purse } from './support/box.mjs';
import { findings, PHONE, visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { openEvent } from './support/coded.mjs';
import { resident } from './support/resident.mjs';

const TEXTS = Object.fromEntries(['en', 'cy'].map((lang) => [lang, JSON.parse(readFileSync(new URL(`../../locales/promises/${lang}.json`, import.meta.url)))]));
const says = (key, with_ = {}, lang = 'en') => Object.entries(with_).reduce((text, [place, value]) => text.replace(`{${place}}`, value), TEXTS[lang][`promises.${key}`]);

/** Whoever answers for the money, with a key that nobody else vouches for. */
function pen(t, box) {
  const private_ = folder(t);
  const [key, passphrase] = ['board.key', 'passphrase.txt'].map((name) => join(private_, name));
  writeFileSync(passphrase, 'lantern gravel ninety orchard tepid\n', { mode: 0o600 });
  purse('key', 'new', key, '--ledger', '--id', 'board', '--name', 'en=The board', '--name', 'cy=Y bwrdd', '--role', 'decision-maker', '--passphrase-file', passphrase);
  const add = (kind, ...words) => purse('ledger', 'add', kind, box, '--key', key, '--passphrase-file', passphrase, ...words);
  return { add };
}

const both = (flag, en, cy) => [flag, `en=${en}`, flag, `cy=${cy}`];

/** The page, once the device has read and checked everything. */
async function read(page, url) {
  await page.goto(`${url}#promises`);
  await page.locator('#promises #promises-checked').waitFor();
  return page.locator('#promises').innerText();
}

test('cast, close, answer, pay, miss a date: the phone says it in both languages, and whose word it is', async (t) => {
  const event = await openEvent(t, { codes: 2, signers: false });
  const me = resident(await visitor(t, PHONE));
  await me.arrive(event.card(0));
  await me.press(me.button('ballot.even'));
  await me.check();
  await me.send();
  await me.sent();
  event.close();
  const { add } = pen(t, event.path);
  const [first, second] = event.budget.priorities;
  add('signer', '--own');
  add('answer', '--line', first.id, '--said', 'accepted');
  add('answer', '--line', second.id, '--said', 'refused', ...both('--reason', 'The hall is shut.', 'Mae’r neuadd ar gau.'));
  const { agreed: amount } = JSON.parse(purse('ledger', 'show', event.path, '--format', 'json')).lines[0].money;
  add('commit', '--line', first.id, '--commit', 'grant', '--amount', String(amount), '--to', 'A club', '--from', '2026-11-10');
  add('pay', '--line', first.id, '--commit', 'grant', '--amount', String(amount / 2));
  add('milestone', '--line', first.id, '--milestone', 'opens', ...both('--title', 'The doors open', 'Y drysau’n agor'), '--type', 'start', '--due', '2026-11-20');

  const page = me.page;
  for (const lang of ['en', 'cy']) {
    await page.goto(`${event.url}?lang=${lang}`);
    const text = await read(page, `${event.url}?lang=${lang}`);
    for (const part of [says('stage_late', {}, lang), says('stage_refused', {}, lang), { en: 'The doors open', cy: 'Y drysau’n agor' }[lang], { en: 'The hall is shut.', cy: 'Mae’r neuadd ar gau.' }[lang], says('own_word', {}, lang), says('mine_says', {}, lang)]) {
      assert.ok(text.includes(part), `${lang}: ${part} in\n${text}`);
    }
    assert.equal(await page.locator('#promises .page').getAttribute('lang'), lang);
    assert.deepEqual(await findings(page), [], lang);
    const [wide, window_] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.ok(wide <= window_, `${wide} of ${window_}`);
  }
  // The way there, and back.
  await page.goto(event.url);
  await page.locator('a[href="#promises"]').first().click();
  await page.locator('#promises-title').waitFor();
  await page.goBack();
  await me.sent();
});

test('the example’s two years: every state in both languages and looks, without a finding', async (t) => {
  for (const name of ['aldermoor', 'small-fund']) {
    const box = await openBox(t, { budget: example(name) });
    purse('ledger', 'practise', box.path, '--from', new URL(`../../budgets/${name}.ledger.json`, import.meta.url).pathname);
    for (const colorScheme of ['light', 'dark']) {
      const page = await visitor(t, { ...PHONE, colorScheme });
      await read(page, box.url);
      for (const summary of await page.locator('#promises summary').all()) await summary.click();
      assert.deepEqual(await findings(page), [], `${name}, ${colorScheme}`);
    }
  }
});

test('before anything is written the page says who answers by when; after that day, how late', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t, PHONE);
  const text = await read(page, box.url);
  const by = new Date(`${box.budget.promise.by}T12:00:00Z`);
  const written = by.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
  assert.ok(text.includes(`will answer by ${written}`), text);
  assert.deepEqual(await findings(page), []);
  const late = await visitor(t, PHONE);
  await late.clock.setFixedTime(by.getTime() + 12 * 86_400_000);
  assert.ok((await read(late, box.url)).includes('It is 12 days late.'));
  assert.deepEqual(await findings(late), []);
});

test('a forged, a cut and a missing entry are named on the page, as the tool names them', async (t) => {
  const box = await openBox(t, { budget: example('small-fund') });
  purse('ledger', 'practise', box.path, '--from', new URL('../../budgets/small-fund.ledger.json', import.meta.url).pathname);
  const at = (name) => join(box.path, 'ledger', name);
  const names = readdirSync(join(box.path, 'ledger')).filter((name) => name.endsWith('.json'));
  const [cut, forged] = names.filter((name) => readFileSync(at(name), 'utf8').includes('"kind":"pay"'));
  const bytes = readFileSync(at(cut));
  writeFileSync(at(cut), bytes.subarray(0, bytes.length / 2));
  renameSync(at(forged), at(`${'0'.repeat(64)}.json`));
  const page = await visitor(t, PHONE);
  const text = await read(page, box.url);
  for (const part of [says('wrong'), says('file_name'), says('missing.other', { n: 2 })]) assert.ok(text.includes(part), `${part} in\n${text}`);
  assert.deepEqual(await findings(page), []);
  assert.throws(() => purse('ledger', 'check', box.path), 'the tool says that something is wrong');
});

test('what cannot be had shows nothing and is asked for again; a receipt finds its ballot', async (t) => {
  const budget = example('small-fund');
  const box = await openBox(t, { budget });
  purse('ledger', 'practise', box.path, '--from', new URL('../../budgets/small-fund.ledger.json', import.meta.url).pathname);
  const voter = resident(await visitor(t));
  await voter.arrive(box.url);
  await voter.press(voter.button('ballot.even'));
  await voter.check();
  await voter.send();
  await voter.sent();
  const [receipt] = box.ballots().keys();
  const page = await visitor(t, PHONE);
  await page.route('**/box/ledger/', (route) => route.abort());
  await page.goto(`${box.url}#promises`);
  await page.getByText(says('failed')).waitFor();
  assert.deepEqual(await findings(page), []);
  await page.unroute('**/box/ledger/');
  await page.getByRole('button', { name: says('again') }).click();
  await page.locator('#promises-checked').waitFor();
  await page.locator('#promises-receipt').fill(receipt);
  await page.getByRole('button', { name: says('find') }).click();
  await page.locator('table[aria-labelledby="promises-mine"]').waitFor();
  assert.deepEqual(await findings(page), []);
});

test('the ballot loads nothing of the promises; the page of promises loads its own piece and auditor', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(box.url);
  await page.locator('#heading').waitFor();
  assert.ok(!asked.some((path) => /promises|auditor|ledger/.test(path)), asked.join(' '));
  await read(page, box.url);
  for (const part of ['piece-promises', 'auditor', 'ledger/']) assert.ok(asked.some((path) => path.includes(part)), part);
});
