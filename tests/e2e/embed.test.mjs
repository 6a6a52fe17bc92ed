// On a page of another site: a frame as tall as what is in it, with the money left in sight, and a page around it that
// learns nothing.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { openBox, WIDGET } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { council, frame, PROSE, script } from './support/council.mjs';
import { resident } from './support/resident.mjs';
import { say } from './support/words.mjs';

const clicks = { press: (target) => target.click() };

/** What a page of the council may hear, apart from the message's version. */
const MAY_HEAR = { height: /^\d+$/, top: /^\d+(\.\d+)?$/, event: /^(ready|resize|submitted)$/ };

/** A visitor of a council's page, who keeps what its frames tell it and which events they have. */
async function visit(t, body, { headers, ...options } = {}) {
  const page = await visitor(t, options);
  await page.addInitScript(() => {
    if (parent !== self) return;
    globalThis.heard = [];
    globalThis.events = [];
    addEventListener('message', ({ data }) => heard.push(data));
    for (const name of ['ready', 'resize', 'submitted']) addEventListener(name, (event) => event.target instanceof HTMLIFrameElement && events.push(name), true);
  });
  await page.goto(await council(t, body, headers));
  return page;
}

/** The widget in a page's nth frame. */
const within = (page, at = 0) => page.frameLocator('iframe').nth(at);
const fits = (page, at = 0) => page.waitForFunction((at) => document.querySelectorAll('iframe')[at].style.height !== '', at);
const tall = (page, at = 0) => page.locator('iframe').nth(at).evaluate((element) => element.getBoundingClientRect().height);
const inside = (page, at = 0) => within(page, at).locator('body').evaluate((body) => ({ height: body.getBoundingClientRect().height, room: innerHeight, scrolls: document.scrollingElement.scrollHeight > innerHeight + 4, wide: document.scrollingElement.scrollWidth - innerWidth }));

async function hasFitted(page, at = 0) {
  await page.waitForFunction(async (at) => document.querySelectorAll('iframe')[at].getBoundingClientRect().height > 0, at);
  for (let look = 0; look < 200; look += 1) {
    const { height, room } = await inside(page, at);
    if (Math.abs(room - Math.ceil(height)) <= 4) return;
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  assert.fail(`the frame has ${JSON.stringify(await inside(page, at))}`);
}

test('a plain frame works where a site strips scripts', async (t) => {
  const box = await openBox(t);
  const page = await visit(t, frame(box.url));
  const me = resident(within(page), clicks);
  await me.heading('ballot.title').waitFor();
  assert.equal(await tall(page), 800);
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.press(me.button('check.send'));
  await me.sent();
  assert.equal(box.ballots().size, 1);
});

test('beside the script a frame is as tall as each step, the money left stays in sight, and nobody hears a choice', async (t) => {
  const box = await openBox(t);
  const page = await visit(t, PROSE + frame(box.url) + PROSE + script(box.url));
  const me = resident(within(page), clicks);
  await me.heading('ballot.title').waitFor();
  await fits(page);
  await hasFitted(page);
  assert.equal((await inside(page)).scrolls, false);

  await barIsInSight(page);
  await me.press(me.button('ballot.today'));
  await me.check();
  await hasFitted(page);
  const heading = me.heading('check.title');
  for (let look = 0; look < 100 && !(await seen(heading)); look += 1) await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.ok(await seen(heading), 'the new step’s heading is in sight');

  // The ballot is drawn anew, with another bar.
  await within(page).locator('body').evaluate(() => history.go(-2));
  await me.button('ballot.check').waitFor();
  await hasFitted(page);
  await barIsInSight(page);
  await me.check();
  await hasFitted(page);
  await me.press(me.button('check.send'));
  await me.sent();
  await page.waitForFunction(() => events.includes('submitted'));
  await hasFitted(page);
  assert.deepEqual(await page.evaluate(() => [events[0], events.filter((name) => name === 'submitted').length]), ['ready', 1]);
  for (const { purse, ...said } of await page.evaluate(() => heard)) {
    assert.equal(purse, 1);
    for (const [name, value] of Object.entries(said)) assert.match(String(value), MAY_HEAR[name] ?? /^$/, name);
  }
});

test('a button that is half out of sight is pressed as any other: the page does not move under the finger', async (t) => {
  const box = await openBox(t);
  const page = await visit(t, `<div style="height: 900px"></div>${frame(box.url)}${PROSE}${script(box.url)}`, { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false });
  const me = resident(within(page), clicks);
  await me.heading('ballot.title').waitFor();
  await fits(page);
  await hasFitted(page);
  const button = me.button('ballot.today');
  const { x, y, height } = await button.boundingBox();
  await page.evaluate((y) => scrollBy(0, y - innerHeight), y + height / 2);
  const amounts = () => within(page).locator('[id^=amount-]').evaluateAll((fields) => fields.map(({ value }) => value).join());
  const before = await amounts();
  await page.mouse.move(x + 8, 800 - height / 4);
  await page.mouse.down();
  for (let picture = 0; picture < 10; picture += 1) await page.evaluate(() => new Promise(requestAnimationFrame));
  await page.mouse.up();
  for (let look = 0; look < 100 && (await amounts()) === before; look += 1) await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.notEqual(await amounts(), before);
});

/** Far down the page around the frame, the money left is at the upper edge of what is seen. */
async function barIsInSight(page) {
  await page.evaluate(() => scrollTo(0, document.querySelector('iframe').offsetTop + 2_000));
  const bar = within(page).locator('.bar');
  const apart = async () => Math.abs((await bar.evaluate((bar) => bar.getBoundingClientRect().top)) + (await page.evaluate(() => document.querySelector('iframe').getBoundingClientRect().top)));
  // The two pages draw one after the other: it is there once two looks in a row find it there.
  let found = [Infinity, Infinity];
  for (let look = 0; look < 100 && Math.max(...found) > 1; look += 1) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
    found = [found[1], await apart()];
  }
  assert.ok(Math.max(...found) <= 1, `the bar is ${found} px from the edge`);
}

/** Is it where somebody looks, in the host's window? */
async function seen(locator) {
  const { y, height } = await locator.boundingBox();
  return y >= 0 && y + height <= locator.page().viewportSize().height;
}

test('a frame that is left alone keeps its height: it tells nothing for a hundred pictures', async (t) => {
  const box = await openBox(t);
  const page = await visit(t, frame(box.url) + script(box.url), { viewport: { width: 1280, height: 800 }, isMobile: false, hasTouch: false });
  await resident(within(page)).heading('ballot.title').waitFor();
  await fits(page);
  await hasFitted(page);
  const [before, after] = await page.evaluate(async () => {
    const before = heard.length;
    for (let picture = 0; picture < 100; picture += 1) await new Promise(requestAnimationFrame);
    return [before, heard.length];
  });
  assert.equal(after, before);
});

test('three budgets on a page, in three ways, each with its own height and what its attributes say', async (t) => {
  const [one, two] = [await openBox(t), await openBox(t)];
  const body = `${frame(one.url)}${script(one.url)}
    <common-purse budget="${two.url}" language="cy" place="library" theme="dark" title="Rhannu"></common-purse>
    ${script(one.url, `data-budget="${one.url}" data-theme="dark" data-language="cy"`)}${script(two.url)}`;
  const page = await visit(t, body);
  for (const at of [0, 1, 2]) {
    await resident(within(page, at), clicks, at === 0 ? 'en' : 'cy').heading('ballot.title').waitFor();
    await hasFitted(page, at);
  }
  assert.equal(await page.locator('iframe').count(), 3);
  const colour = (at) => within(page, at).locator('body').evaluate((body) => getComputedStyle(body).backgroundColor);
  for (const at of [1, 2]) {
    await within(page, at).locator('body').evaluate(async (body) => {
      while (getComputedStyle(body).colorScheme !== 'dark') await new Promise(requestAnimationFrame);
    });
    assert.notEqual(await colour(at), await colour(0));
  }
  const sources = await page.locator('iframe').evaluateAll((all) => all.map(({ src, title }) => [new URL(src).search, title]));
  assert.deepEqual(sources[1], ['?lang=cy&place=library&theme=dark', 'Rhannu']);
  assert.deepEqual(sources[2], ['?lang=cy&theme=dark', 'Common Purse']);
});

test('on a site with a strict policy, by the hash that the tool names', async (t) => {
  const box = await openBox(t);
  const origin = new URL(box.url).origin;
  const integrity = `sha384-${createHash('sha384').update(readFileSync(join(WIDGET, 'embed.js'))).digest('base64')}`;
  const headers = { 'Content-Security-Policy': `default-src 'none'; frame-src ${origin}; script-src ${origin}; style-src 'none'` };
  const page = await visit(t, frame(box.url) + script(box.url, `integrity="${integrity}" crossorigin`), { headers });
  await resident(within(page)).heading('ballot.title').waitFor();
  await hasFitted(page);
});

test('in a sandboxed frame, in a column of 280 px, and on a page at 400 %', async (t) => {
  const box = await openBox(t, { options: ['--allow-origin', 'null'] });
  const sandboxed = frame(box.url, 'sandbox="allow-scripts allow-forms"');
  for (const [body, options] of [
    [sandboxed, {}],
    [`<div style="width: 280px">${frame(box.url)}</div>`, {}],
    [frame(box.url), { viewport: { width: 320, height: 200 }, deviceScaleFactor: 4, isMobile: false, hasTouch: false }],
  ]) {
    const page = await visit(t, body + script(box.url), options);
    await resident(within(page)).heading('ballot.title').waitFor();
    await hasFitted(page);
    const { wide } = await inside(page);
    assert.ok(wide <= 0, `${wide} px too wide`);
  }
});

test('a tab that a sandbox hands itself down to shows the address to copy, and no error of the browser', async (t) => {
  const box = await openBox(t, { options: ['--allow-origin', 'null'] });
  const page = await visit(t, frame(`${box.url}?place=library`, 'sandbox="allow-scripts allow-popups"') + script(box.url));
  await resident(within(page), clicks).button('ballot.check').waitFor();
  await hasFitted(page);
  const [tab] = await Promise.all([page.waitForEvent('popup'), ownTab(within(page)).click()]);
  await tab.getByText(box.url).waitFor();
});

test('a frame that comes late, is hidden, is shown again and is moved', async (t) => {
  const box = await openBox(t);
  const page = await visit(t, `${PROSE.repeat(30)}<div id="first">${frame(box.url, 'loading="lazy"')}</div><div id="second"></div>${script(box.url)}`);
  await page.evaluate(() => document.querySelector('iframe').scrollIntoView());
  const me = resident(within(page), clicks);
  // What is below the lines is drawn last.
  await me.button('ballot.check').waitFor();
  await hasFitted(page);
  const height = await tall(page);
  // A height that is due when the frame has none.
  const how = within(page).locator('summary').first();
  await how.evaluate((summary) => summary.click());
  await page.evaluate(async () => {
    const { style } = document.querySelector('iframe');
    style.display = 'none';
    for (let picture = 0; picture < 10; picture += 1) await new Promise(requestAnimationFrame);
    style.display = '';
  });
  await how.evaluate((summary) => summary.click());
  await hasFitted(page);
  assert.equal(await tall(page), height);
  // A browser loads a frame anew that is put elsewhere.
  await page.evaluate(() => document.querySelector('#second').append(document.querySelector('iframe')));
  await me.heading('ballot.title').waitFor();
  await hasFitted(page);
});

const amounts = (within) => within.locator('[id^=amount-]').evaluateAll((fields) => fields.map(({ value }) => value));
const ownTab = (within, lang = 'en') => within.getByRole('link', { name: say('check.new_tab', {}, lang) });

async function opens(page, press) {
  const [tab] = await Promise.all([page.waitForEvent('popup'), press()]);
  await tab.waitForURL((url) => !url.pathname.endsWith('own-tab.html'));
  await resident(tab, clicks, new URL(tab.url()).searchParams.get('lang') ?? 'en').button('ballot.check').waitFor();
  return tab;
}

for (const storage of ['allowed', 'refused']) {
  test(`a tab of its own goes on where the frame was, its storage ${storage}: nothing of it is in an address`, async (t) => {
    const box = await openBox(t);
    const page = await visitor(t);
    if (storage === 'refused') {
      // As browsers do that keep nothing for frames of other sites.
      await page.context().addInitScript(() => {
        if (parent !== self) for (const name of ['indexedDB', 'localStorage']) Object.defineProperty(globalThis, name, { get: () => { throw new DOMException('refused', 'SecurityError'); } });
      });
    }
    await page.goto(await council(t, frame(`${box.url}?lang=cy&place=library`) + script(box.url)));
    const me = resident(within(page), clicks, 'cy');
    // What the device refuses is said above the lines, and the frame takes its height: whoever presses before might miss.
    await me.button('ballot.check').waitFor();
    await hasFitted(page);
    await me.button('ballot.today').press('Enter');
    assert.equal((await amounts(within(page)))[0].replace(/\D/g, ''), String(box.budget.priorities[0].today));
    const before = await amounts(within(page));
    const tab = await opens(page, () => ownTab(within(page), 'cy').click());
    assert.equal(new URL(tab.url()).search, '?lang=cy&place=library');
    assert.equal(new URL(tab.url()).hash.includes('draft'), false);
    assert.equal(await within(page).locator('html').getAttribute('data-draft'), null, 'it is handed over once');
    const there = resident(tab, clicks, 'cy');
    await there.says('ballot.restored');
    assert.deepEqual(await amounts(tab), before);
    assert.equal(await tab.evaluate(() => localStorage.length), 0, 'in the device’s memory alone');
    await there.check();
    await there.press(there.button('check.send'));
    await there.sent();
    // The draft is there and nowhere else: the frame has begun anew, and has nothing to send.
    await me.button('ballot.check').waitFor();
    await hasFitted(page);
    assert.notDeepEqual(await amounts(within(page)), before);
    await page.reload();
    await me.button('ballot.check').waitFor();
    await hasFitted(page);
    assert.notDeepEqual(await amounts(within(page)), before, 'also after a reload');
    assert.equal(box.ballots().size, 1, 'one person, one ballot');
  });
}

test('a tab of its own takes the place of no ballot that was begun on this device', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const mine = resident(page);
  await mine.arrive(box.url);
  await mine.press(mine.button('ballot.today'));
  const before = await amounts(page);
  await page.goto(await council(t, frame(box.url) + script(box.url)));
  const me = resident(within(page), clicks);
  await me.button('ballot.check').waitFor();
  await hasFitted(page);
  await me.button('ballot.even').press('Enter');
  const tab = await opens(page, () => ownTab(within(page)).click());
  const there = resident(tab, clicks);
  await there.says('ballot.restored');
  assert.deepEqual(await amounts(tab), before);
  await tab.reload();
  await there.says('ballot.restored');
  assert.deepEqual(await amounts(tab), before);
});

test('no other site gives a tab a draft, and a site that cuts its frames off costs nobody theirs', async (t) => {
  const box = await openBox(t);
  const stranger = await visitor(t);
  await stranger.goto(await council(t, `<script>document.documentElement.dataset.draft = 'common-purse/draft/1'</script><button onclick="window.open('${box.url}own-tab.html')">Go</button>`));
  const forged = await opens(stranger, () => stranger.getByRole('button').click());
  assert.equal(await forged.evaluate(() => localStorage.length), 0);

  const page = await visit(t, frame(box.url) + script(box.url), { headers: { 'Cross-Origin-Opener-Policy': 'same-origin' } });
  const me = resident(within(page), clicks);
  await me.button('ballot.check').waitFor();
  await hasFitted(page);
  await me.button('ballot.today').press('Enter');
  const before = await amounts(within(page));
  const tab = await Promise.all([page.context().waitForEvent('page'), ownTab(within(page)).click()]).then(([tab]) => tab);
  await resident(tab).button('ballot.check').waitFor();
  assert.deepEqual(await amounts(within(page)), before);
});

test('nobody but a frame’s own widget sets its height, and nobody but the page around it moves its bar', async (t) => {
  const box = await openBox(t);
  const stranger = `<script>parent.postMessage({ purse: 1, height: 9999, event: 'submitted' }, '*'); parent.frames[0].postMessage({ purse: 1, from: 700, to: 1300 }, '*')</script>`;
  const page = await visit(t, frame(box.url) + script(box.url));
  await resident(within(page)).heading('ballot.title').waitFor();
  await hasFitted(page);
  const height = await tall(page);
  const elsewhere = await council(t, stranger);
  await page.evaluate((src) => new Promise((done) => document.body.append(Object.assign(document.createElement('iframe'), { src, id: 'stranger', onload: done }))), elsewhere);
  await page.waitForFunction(() => heard.some(({ height }) => height === 9999));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await tall(page), height);
  assert.equal(await page.locator('#stranger').evaluate((element) => element.style.height), '');
  assert.deepEqual(await page.evaluate(() => events.includes('submitted')), false);
  assert.equal(await within(page).locator('.bar').evaluate((bar) => getComputedStyle(bar).transform), 'matrix(1, 0, 0, 1, 0, 0)');
});
