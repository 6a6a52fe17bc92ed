// A program that cannot begin: the page says so in words, in every language, on a phone's first screen, with a way on.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import test from 'node:test';

import { ballots } from './support/ballots.mjs';
import { openBox } from './support/box.mjs';
import { PHONE, visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { resident } from './support/resident.mjs';
import { say } from './support/words.mjs';

const LANGUAGES = readdirSync(new URL('../../locales', import.meta.url)).filter((name) => /^[a-z]{2,3}\.json$/.test(name)).map((name) => name.slice(0, -'.json'.length));
const CONTACT = 'hello@hall.example';
const SCRIPT = /common-purse-[0-9a-f]+\.js/;
const PROGRAM = /common-purse-[0-9a-f]+_bg\.wasm/;
const SIGN_IN = { status: 200, contentType: 'text/html', body: '<!doctype html><title>Wi-Fi</title><p>Please sign in.' };

const cut = async (route) => {
  const body = (await (await route.fetch()).body()).subarray(0, 100_000);
  await route.fulfill({ status: 200, contentType: 'application/wasm', body });
};
const altered = async (route) => {
  const body = `${await (await route.fetch()).text()}\n// inserted`;
  await route.fulfill({ status: 200, contentType: 'text/javascript', body });
};
const flipped = async (route) => {
  const body = await (await route.fetch()).body();
  body[body.length >> 1] ^= 1;
  await route.fulfill({ status: 200, contentType: 'application/wasm', body });
};
const never = () => {};

/** What is in the way, and whether the page's own script is there to tell at once and to name the organiser's contact. */
const TROUBLES = [
  ['its script is missing', SCRIPT, (route) => route.fulfill({ status: 404, body: '' }), false],
  ['its script was altered on the way', SCRIPT, altered, false],
  ['its script is a sign-in page', SCRIPT, (route) => route.fulfill(SIGN_IN), false],
  ['its script never comes', SCRIPT, never, false],
  ['the program cannot be fetched', PROGRAM, (route) => route.abort(), true],
  ['the program is a sign-in page', PROGRAM, (route) => route.fulfill(SIGN_IN), true],
  ['the program is cut', PROGRAM, cut, true],
  ['the program is empty', PROGRAM, (route) => route.fulfill({ status: 200, contentType: 'application/wasm', body: '' }), true],
  ['the program never comes', PROGRAM, never, false],
];

/** A box whose organiser has a contact, and a page that nothing watches: here errors are what is tried. */
async function begin(t, options = {}) {
  const budget = example();
  budget.organiser = { ...budget.organiser, contact: CONTACT };
  const box = await openBox(t, { budget, ballots: ballots(budget, 3) });
  const watched = await visitor(t);
  const context = await watched.context().browser().newContext({ ...PHONE, locale: 'en-GB', serviceWorkers: 'block', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await hasten(page);
  return { box, page };
}

/** Animations run faster, and so what comes after seconds comes at once. */
async function hasten(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Animation.enable');
  await session.send('Animation.setPlaybackRate', { playbackRate: 100 });
}

async function saysThatItStopped(page) {
  for (const lang of LANGUAGES) {
    for (const key of ['start.stopped', 'start.paper', 'broken.try_again']) {
      const words = page.locator(`.stopped [lang=${lang}]`).getByText(say(key, {}, lang)).first();
      await words.waitFor();
      const { y, height } = await words.boundingBox();
      assert.ok(y >= 0 && y + height <= PHONE.viewport.height, `${lang} ${key} at ${y}`);
    }
  }
  assert.deepEqual(await page.locator('.blank').evaluateAll((all) => all.filter((one) => one.checkVisibility({ visibilityProperty: true })).length), 0);
}

for (const [name, what, how, told] of TROUBLES) {
  test(`${name}: said in words`, async (t) => {
    const { box, page } = await begin(t);
    await page.route(what, how);
    await page.goto(`${box.url}?lang=cy#code=0123`, { waitUntil: 'commit' });
    await saysThatItStopped(page);
    if (told) await page.locator('.stopped b', { hasText: CONTACT }).first().waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    // What was held goes on now, and the program takes over by itself.
    if (how !== never) await page.getByText(say('broken.try_again', {}, 'cy')).tap();
    await page.locator('#amount-0').waitFor();
  });
}

test('no WebAssembly, as in Lockdown Mode: said in words, and why', async (t) => {
  const { box, page } = await begin(t);
  await page.addInitScript('delete globalThis.WebAssembly');
  await page.goto(box.url);
  await saysThatItStopped(page);
  for (const lang of LANGUAGES) await page.getByText(say('start.no_program', {}, lang)).waitFor();
});

test('on a kiosk no way leads out of it, whether the script can tell or not', async (t) => {
  const { box, page } = await begin(t);
  const alone = page.locator('.stopped a[target]');
  await page.route(PROGRAM, (route) => route.abort());
  await page.goto(`${box.url}?mode=kiosk`);
  await saysThatItStopped(page);
  await page.locator('.stopped b', { hasText: CONTACT }).first().waitFor();
  assert.equal(await alone.count(), 0);
  await page.unroute(PROGRAM);
  await page.route(SCRIPT, (route) => route.fulfill({ status: 404, body: '' }));
  await page.reload();
  await saysThatItStopped(page);
  const session = await page.context().newCDPSession(page);
  const { windowId } = await session.send('Browser.getWindowForTarget');
  const fills = async (windowState, screen) => {
    await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
    await page.waitForFunction((screen) => matchMedia('(display-mode: fullscreen)').matches === screen, screen);
  };
  await fills('fullscreen', true);
  assert.equal(await alone.evaluateAll((all) => all.filter((one) => one.checkVisibility()).length), 0);
  await fills('normal', false);
  assert.ok(await alone.first().isVisible(), 'the test can fail');
});

test('JavaScript is off: the words for that stand first', async (t) => {
  const { box, page } = await begin(t, { javaScriptEnabled: false });
  await page.goto(box.url);
  assert.equal(await page.locator('main p').first().textContent(), say('start.no_script'));
  for (const lang of LANGUAGES) {
    const words = page.locator(`noscript [lang=${lang}]`);
    assert.equal(await words.textContent(), say('start.no_script', {}, lang));
    const { y, height } = await words.boundingBox();
    assert.ok(y + height <= PHONE.viewport.height, `${lang} at ${y}`);
  }
  await page.locator('.stopped').getByText(say('start.paper')).waitFor();
});

for (const sandbox of ['', 'allow-scripts', 'allow-scripts allow-popups']) {
  test(`a frame with sandbox="${sandbox}": said in words inside it`, async (t) => {
    const { box, page } = await begin(t);
    await page.setContent(`<iframe sandbox="${sandbox}" src="${box.url}" width="360" height="640"></iframe>`);
    const inside = page.frameLocator('iframe');
    for (const lang of LANGUAGES) await inside.locator('.stopped').getByText(say('start.stopped', {}, lang)).waitFor();
    await inside.getByText(say('start.alone')).waitFor();
  });
}

test('a program that comes late takes the page over', async (t) => {
  const { box, page } = await begin(t);
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.route(PROGRAM, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(box.url, { waitUntil: 'commit' });
  await saysThatItStopped(page);
  release();
  await page.locator('#amount-0').waitFor();
  assert.equal(await page.getByText(say('start.stopped')).count(), 0);
  assert.equal(await page.locator('main').count(), 1);
});

test('a sign-in page instead of the budget is no mistake of the organiser', async (t) => {
  const { box, page } = await begin(t);
  await page.route('**/box/budget.json', (route) => route.fulfill(SIGN_IN));
  await page.goto(box.url);
  await page.getByText(say('broken.unreachable')).waitFor();
  assert.equal(await page.getByText(say('broken.malformed')).count(), 0);
  await page.unrouteAll();
  await page.getByRole('button', { name: say('broken.try_again') }).tap();
  await page.locator('#amount-0').waitFor();
});

/** What can come between a piece of the program and the page. A server that calls it something else does no harm. */
const NO_PIECE = [
  ['is missing, as after a newer version was put in its place', (route) => route.fulfill({ status: 404, body: '' })],
  ['cannot be fetched', (route) => route.abort()],
  ['is a sign-in page', (route) => route.fulfill(SIGN_IN)],
  ['is cut', cut],
  ['has one other byte', flipped],
  ['never comes', never],
];
const RESULTS = /piece-results-[0-9a-f]+_bg\.wasm/;
const LATER = /piece-later-[0-9a-f]+_bg\.wasm/;

for (const [name, how] of NO_PIECE) {
  test(`the results’ piece ${name}: said in words, and asked for again`, async (t) => {
    const { box, page } = await begin(t);
    await page.route(RESULTS, how);
    await page.goto(`${box.url}#results`);
    await page.getByText(say('start.why')).waitFor();
    await page.getByRole('button', { name: say('results.ballot') }).waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    // Whoever presses is answered; on a slow machine these words are there while the piece is still on its way, and go with it.
    const again = page.getByRole('button', { name: say('broken.try_again') });
    const me = resident(page);
    await Promise.any([...(how === never ? [] : [again.tap()]), me.count()]);
    await me.count();
  });

  test(`what follows the first touch ${name}: a touch is answered, it is said in words, and nothing is lost`, async (t) => {
    const { box, page } = await begin(t);
    await page.route(LATER, how);
    await page.goto(box.url);
    const me = resident(page);
    await me.press(me.button('ballot.today'));
    await page.getByText(say('piece.missing')).waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    // Whoever presses is answered; meanwhile it may have been asked for again by itself.
    const again = page.getByRole('button', { name: say('broken.try_again') });
    await Promise.any([again.tap(), me.button('ballot.check').waitFor()]);
    await me.check();
    await me.send();
    await me.sent();
  });
}

for (const [name, what] of [['piece', LATER], ['program', PROGRAM]]) {
  test(`a ${name} under a wrong type is taken all the same`, async (t) => {
    const { box, page } = await begin(t);
    await page.route(what, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { 'content-type': 'application/octet-stream' } });
    });
    await page.goto(box.url);
    const me = resident(page);
    await me.press(me.button('ballot.today'));
    await me.check();
    await me.send();
    await me.sent();
  });
}

test('the results’ piece comes by itself, and is there when the connection is not', async (t) => {
  const { box, page } = await begin(t);
  const [came] = await Promise.all([page.waitForResponse(RESULTS), page.goto(box.url)]);
  await came.finished();
  await page.route(RESULTS, (route) => route.abort());
  const me = resident(page);
  await me.press(me.button('ballot.see_results'));
  await me.count();
});

test('a connection that is gone between the first piece and the rest: what was changed is there after the page is loaded again', async (t) => {
  const { box, page } = await begin(t);
  await page.route(LATER, (route) => route.abort());
  await page.goto(box.url);
  const me = resident(page);
  await me.press(me.button('ballot.today'));
  await page.getByText(say('piece.missing')).waitFor();
  const amounts = () => page.locator('[id^=amount-]').evaluateAll((fields) => fields.map((field) => field.value));
  const before = await amounts();
  await page.reload();
  await page.getByText(say('piece.missing')).waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await me.says('ballot.restored');
  assert.deepEqual(await amounts(), before);
  // It is in the device's memory now, and nowhere else.
  await page.reload();
  await me.says('ballot.restored');
  assert.deepEqual(await amounts(), before);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

test('a connection that comes back brings what follows without a press', async (t) => {
  const { box, page } = await begin(t);
  await page.route(LATER, (route) => route.abort());
  await page.goto(box.url);
  await page.getByText(say('piece.missing')).waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.context().setOffline(true);
  await page.context().setOffline(false);
  await page.getByText(say('piece.missing')).waitFor({ state: 'detached' });
});

test('a step waits for nothing: without a connection the ballot goes to the device and is sent later', async (t) => {
  const { box, page } = await begin(t);
  await page.goto(box.url);
  const me = resident(page);
  // The fold of what stands below the lines comes with what follows.
  await page.getByText(say('ballot.follows'), { exact: true }).waitFor();
  await page.context().setOffline(true);
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await page.context().setOffline(false);
  await me.sent();
});

test('the counter never comes: said in words, and it can be counted again', async (t) => {
  const { box, page } = await begin(t);
  await page.route(/worker-\w+\.js\?counter$/, never);
  await page.goto(`${box.url}#results`);
  await page.locator('#results').getByText(say('start.why')).waitFor();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await resident(page).count();
});

for (const [name, what, how] of [
  ['script is a sign-in page', '**/counter-*.js', (route) => route.fulfill(SIGN_IN)],
  ['program is cut', '**/counter-*_bg.wasm', cut],
]) {
  test(`the counter’s ${name}: said in words`, async (t) => {
    const { box, page } = await begin(t);
    await page.route(what, how);
    await page.goto(`${box.url}#results`);
    await page.getByText(say('results.no_counter')).waitFor();
    await page.unrouteAll();
    await page.getByRole('button', { name: say('results.again') }).tap();
    await resident(page).count();
  });
}
