// Voting with a code from a card, sealed until the close, and opened after it.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { id, noSignature } from './support/ballots.mjs';
import { purse } from './support/box.mjs';
import { findings, visitor } from './support/browser.mjs';
import { openEvent } from './support/coded.mjs';
import { resident } from './support/resident.mjs';

/** From the card's address to the check page. */
async function fill(me, address, line) {
  await me.arrive(address);
  await me.says('code.known');
  await me.press(me.button('ballot.even'));
  if (line) await me.more(line);
  await me.check();
}

test('a card is scanned, a sealed ballot is sent, and nobody finds the code in the address', async (t) => {
  const event = await openEvent(t, { codes: 3, sealed: true });
  const me = resident(await visitor(t));
  await fill(me, event.card(0));
  assert.ok(!me.page.url().includes(event.codes[0]), me.page.url());
  await me.says('check.sealed');
  assert.deepEqual(await findings(me.page), []);
  await me.send();
  await me.sent();
  const [[name, bytes]] = [...event.ballots()];
  assert.match(name, /^[0-9a-f]{64}-\d+-[0-9a-f]{64}-[0-9a-z]{103}$/);
  assert.equal(name.split('-')[2], await me.receipt());
  for (const line of event.budget.priorities) assert.ok(!bytes.includes(line.id), 'the choices are sealed');
});

test('a code is typed carelessly, a slip is named at once, and an unknown one cannot vote', async (t) => {
  const event = await openEvent(t, { codes: 3 });
  const me = resident(await visitor(t));
  await me.arrive(event.url);
  await me.says('code.needed');
  await me.press(me.button('ballot.even'));
  await me.check();
  await me.press(me.button('check.send'));
  await me.says('faults.no_code');
  const field = me.page.getByLabel(me.word('code.label'), { exact: true });
  const [code] = event.codes;
  await field.fill(code.slice(0, 10));
  await me.says('code.length');
  await field.fill(`${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`);
  await me.says('code.slip');
  await field.fill('0000-0000-0000-00000');
  await me.says('code.unknown');
  await me.press(me.button('check.send'));
  await me.says('faults.no_code');
  await field.fill(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l'));
  await me.says('code.known');
  await me.send();
  await me.sent();
  assert.equal(event.ballots().size, 1);
});

test('a code that was taken back says so', async (t) => {
  const event = await openEvent(t, { codes: 3 });
  event.void(1);
  const me = resident(await visitor(t));
  await me.arrive(event.card(0));
  await me.says('code.voided');
});

test('the same code votes again on another device, and the last ballot counts', async (t) => {
  const event = await openEvent(t, { codes: 12 });
  const [first, second] = event.budget.priorities;
  const phone = resident(await visitor(t));
  await fill(phone, event.card(0), first.name.en);
  await phone.send();
  await phone.sent();
  const tablet = resident(await visitor(t));
  await fill(tablet, event.card(0), second.name.en);
  await tablet.send();
  await tablet.sent();
  const last = await tablet.receipt();
  await phone.press(phone.button('receipt.again'));
  await phone.says('code.vote_again');
  assert.equal(event.ballots().size, 2);
  const result = JSON.parse(purse('count', event.path, '--format', 'json'));
  assert.deepEqual(result.counted, [last]);
  assert.deepEqual(result.refused.files.map((file) => file.why.reason), ['replaced']);
});

/** One vote with the first card; answers with the resident, still on the receipt. */
async function votes(t, event, line) {
  const me = resident(await visitor(t));
  await fill(me, event.card(0), line.name.en);
  await me.send();
  return me;
}

function isCounted(event, last) {
  assert.deepEqual(JSON.parse(purse('count', event.path, '--format', 'json')).counted, [last]);
}

test('files that nobody signed do not spoil a second vote, however many there are and however high their numbers', async (t) => {
  const event = await openEvent(t, { codes: 12 });
  const [first, second, third] = event.budget.priorities;
  const phone = await votes(t, event, first);
  await phone.sent();
  const [name] = event.ballots().keys();
  const [key, revision] = name.split('-');
  const numbers = Array.from({ length: 500 }, (_, at) => 2 ** 52 - 1 - at);
  for (const number of [...numbers, 2 ** 53 - 1, Number(revision) + 1, Number(revision) + 2 ** 32])
    writeFileSync(join(event.path, 'ballots', `${key}-${number}-${id(`junk ${number}`)}-${noSignature(number)}.json`), 'nobody signed this');
  for (const line of [second, third]) {
    const me = await votes(t, event, line);
    await me.sent();
    isCounted(event, await me.receipt());
  }
});

test('a list that cannot be read is no box without votes: the ballot waits, and is the last once the list is there', async (t) => {
  const event = await openEvent(t, { codes: 12 });
  const [first, second] = event.budget.priorities;
  await (await votes(t, event, first)).sent();
  const tablet = resident(await visitor(t));
  const lists = '**/box/ballots/';
  await tablet.page.context().route(lists, (route) => route.fulfill({ status: 500, body: 'not now' }));
  await fill(tablet, event.card(0), second.name.en);
  await tablet.send();
  await tablet.heading('receipt.kept').waitFor();
  assert.equal(event.ballots().size, 1, 'nothing is sent with a guessed number');
  await tablet.page.context().unroute(lists);
  // By itself, as any ballot in the outbox.
  await tablet.sent();
  isCounted(event, await tablet.receipt());
});

test('among 100,000 names, in a list of 35 MB, a code finds how often it has voted', async (t) => {
  const event = await openEvent(t, { codes: 12 });
  const [first, second] = event.budget.priorities;
  await (await votes(t, event, first)).sent();
  const others = Array.from({ length: 100_000 }, (_, at) => ({ name: `${id(`key ${at}`)}-1-${id(`${at}`)}-${noSignature(at)}.json`, type: 'file', mtime: 'Sat, 28 Nov 2026 12:00:00 GMT', size: 1234 }));
  const tablet = resident(await visitor(t));
  await tablet.page.context().route('**/box/ballots/', async (route) => {
    const listing = await (await route.fetch()).json();
    await route.fulfill({ json: [...others, ...listing] });
  });
  await fill(tablet, event.card(0), second.name.en);
  await tablet.send();
  await tablet.sent();
  isCounted(event, await tablet.receipt());
});

test('a code whose first ballot is in a bundle alone votes again, and the last ballot counts', async (t) => {
  const event = await openEvent(t, { codes: 12 });
  const [first, second] = event.budget.priorities;
  await (await votes(t, event, first)).sent();
  purse('pack', event.path);
  for (const name of event.ballots().keys()) rmSync(join(event.path, 'ballots', `${name}.json`));
  const tablet = await votes(t, event, second);
  await tablet.sent();
  isCounted(event, await tablet.receipt());
});

test('an answer about oneself is locked without a connection, once the page has had a moment', async (t) => {
  const event = await openEvent(t, {});
  const me = resident(await visitor(t));
  const program = me.page.waitForResponse(/sealer-\w+_bg\.wasm/);
  await me.arrive(event.url);
  await (await program).finished();
  await me.page.context().setOffline(true);
  await me.press(me.button('ballot.even'));
  await me.press(me.button('ballot.check'));
  await me.page.getByLabel(event.budget.about[0].answers[0].name.en, { exact: true }).first().check();
  await me.press(me.button('about.go_on'));
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await me.page.context().setOffline(false);
  await me.sent();
  assert.equal(event.ballots().size, 1);
});

test('where the sealing program cannot be loaded nothing is sent or lost, and it is sent once there is a connection', async (t) => {
  const event = await openEvent(t, { codes: 3 });
  const me = resident(await visitor(t));
  await me.page.context().route('**/sealer*', (route) => route.abort());
  await me.arrive(event.card(0));
  await me.press(me.button('ballot.even'));
  await me.check();
  await me.press(me.button('check.send'));
  await me.says('faults.not_sealed');
  assert.equal(event.ballots().size, 0);
  await me.page.context().unroute('**/sealer*');
  await me.page.context().setOffline(true);
  await me.page.context().setOffline(false);
  await me.sent();
  assert.equal(event.ballots().size, 1);
});

test('on a kiosk the next person sees no code and no ballot of the last', async (t) => {
  const event = await openEvent(t, { codes: 3 });
  const me = resident(await visitor(t));
  const kiosk = event.card(0).replace('#', '?mode=kiosk#');
  await fill(me, kiosk);
  await me.send();
  await me.sent();
  await me.press(me.button('kiosk.next'));
  await me.heading('ballot.title').waitFor();
  await me.says('code.needed');
  const html = await me.page.content();
  assert.ok(!html.includes(event.codes[0]));
});

test('what people say about themselves is sealed, told after the close, and only in groups that are large enough', async (t) => {
  const event = await openEvent(t, {});
  const me = resident(await visitor(t));
  await me.arrive(event.url);
  await me.press(me.button('ballot.even'));
  await me.press(me.button('ballot.check'));
  await me.heading('about.title').waitFor();
  await me.says('about.sealed');
  const [question] = event.budget.about;
  await me.page.getByLabel(question.answers[0].name.en, { exact: true }).first().check();
  await me.press(me.button('about.go_on'));
  await me.send();
  await me.sent();
  const [[, bytes]] = [...event.ballots()];
  assert.ok(!bytes.includes(question.answers[0].id));
  assert.match(JSON.parse(bytes).about, /^[0-9a-f]+$/);
  event.close();
  const close = JSON.parse(event.closes()[0]);
  assert.equal(close.counted.length, 1);
  assert.deepEqual(close.about, [], 'one person is no group');
});
