// What everybody does, in three engines: a ballot from its first touch to the count, by itself and in a council's page, at a kiosk,
// in a hall, at a desk and without a signal.
import assert from 'node:assert/strict';
import test from 'node:test';

import { Key } from 'selenium-webdriver';

import { ballots } from './support/ballots.mjs';
import { openBox } from './support/box.mjs';
import { example, withoutKeys } from './support/budget.mjs';
import { council, frame, PROSE, script } from './support/council.mjs';
import { ENGINES, holds, keys, resident, window } from './support/engines.mjs';
import { PIN } from './support/resident.mjs';
import { WHOLE } from './support/typist.mjs';

async function fillIn(me) {
  await me.begins('ballot.title');
  await me.press('ballot.today');
  await me.press('ballot.check');
  await me.heading('check.title');
}

for (const engine of Object.keys(ENGINES)) {
  test(`${engine}: a ballot is filled in, sent, and counted`, async (t) => {
    const box = await openBox(t, { budget: withoutKeys() });
    const browser = await window(t, engine);
    const me = resident(browser);
    await browser.get(box.url);
    await fillIn(me);
    await me.press('check.send');
    await me.heading('receipt.sent');
    assert.equal(box.ballots().size, 1);
    await browser.get(`${box.url}#results`);
    await browser.navigate().refresh();
    await me.title('results.outcome');
  });

  test(`${engine}: in a frame the height follows, the money left stays in sight, and so does each step`, async (t) => {
    const box = await openBox(t, { budget: withoutKeys() });
    const browser = await window(t, engine);
    await browser.get(await council(t, PROSE + frame(box.url) + PROSE + script(box.url)));
    await browser.executeScript(`addEventListener('submitted', ({ target }) => (target.dataset.submitted = ''), true)`);
    await browser.switchTo().frame(0);
    const me = resident(browser, { framed: true });
    await me.begins('ballot.title');
    await holds(browser, '() => Math.abs(innerHeight - document.body.getBoundingClientRect().height) <= 4');
    await browser.switchTo().defaultContent();
    await browser.executeScript('scrollTo(0, document.querySelector("iframe").offsetTop + 1000)');
    const edge = await browser.executeScript('return -document.querySelector("iframe").getBoundingClientRect().top');
    await browser.switchTo().frame(0);
    await holds(browser, '(edge) => Math.abs(document.querySelector(".bar").getBoundingClientRect().top - edge) <= 24', edge);
    await fillIn(me);
    const top = await browser.executeScript('return document.getElementById("heading").getBoundingClientRect().top');
    await browser.switchTo().defaultContent();
    await holds(browser, '(top) => { const y = document.querySelector("iframe").getBoundingClientRect().top + top; return y >= 0 && y < innerHeight; }', top);
    await browser.switchTo().frame(0);
    await me.press('check.send');
    await me.heading('receipt.sent');
    await browser.switchTo().defaultContent();
    await holds(browser, '() => document.querySelector("iframe[data-submitted]")');
    assert.equal(box.ballots().size, 1);
  });

  test(`${engine}: after one visit the ballot opens without a signal, waits, and is sent once there is one`, async (t) => {
    const box = await openBox(t, { budget: withoutKeys() });
    const browser = await window(t, engine);
    const me = resident(browser);
    await browser.get(box.url);
    await holds(browser, '() => document.documentElement.dataset.device === "kept"');
    await box.stop();
    // A driver's reload goes past the worker in Firefox.
    await browser.get('about:blank');
    await browser.get(box.url);
    await holds(browser, '() => document.documentElement.dataset.device === "kept"');
    await fillIn(me);
    await me.press('check.send');
    await me.heading('receipt.kept');
    await box.start();
    await me.press('receipt.send_now');
    await me.heading('receipt.sent');
    assert.equal(box.ballots().size, 1);
  });

  test(`${engine}: at a kiosk one ballot follows another, and nothing is left of the first`, async (t) => {
    const budget = withoutKeys();
    const box = await openBox(t, { budget });
    const browser = await window(t, engine);
    const me = resident(browser);
    await browser.get(`${box.url}?mode=kiosk&place=library`);
    await me.title('pin.set');
    for (const digit of [...PIN, 'pin.done', ...PIN, 'pin.done']) await me.press(digit);
    // The first touch outside a dialog fills the screen, and opens the next one.
    await me.press('kiosk.begin');
    await me.press('kiosk.next');
    for (let visitor = 1; visitor <= 2; visitor += 1) {
      await me.press('kiosk.begin');
      await me.begins('ballot.title');
      await holds(browser, '(floors) => floors.every((floor, line) => document.getElementById(`amount-${line}`)?.value.replace(/\\D/g, "") === String(floor))', budget.priorities.map(({ floor }) => floor));
      await fillIn(me);
      await me.press('check.send');
      await me.heading('receipt.sent');
      await me.press('kiosk.next');
      assert.equal(box.ballots().size, visitor);
    }
  });

  test(`${engine}: in a hall the screen says how to join, how many have, and what came of it, by keys`, async (t) => {
    const budget = withoutKeys();
    const box = await openBox(t, { budget, ballots: ballots(budget, 20) });
    const browser = await window(t, engine);
    const onward = () => keys(browser, Key.PAGE_DOWN);
    await browser.get(`${box.url}#hall`);
    await holds(browser, '() => document.querySelector(".hall-step h1")');
    await onward();
    await holds(browser, '() => document.querySelector("svg.hall-code, .hall-code svg") && /20/.test(document.querySelector(".hall-changing")?.textContent)');
    await onward();
    await holds(browser, '() => /^20 /.test(document.querySelector(".hall-step .hall-huge")?.textContent)');
    await onward();
    await holds(browser, '() => document.querySelectorAll(".hall-line").length > 0');
  });

  test(`${engine}: at a desk a paper ballot is typed and sent, by keys`, async (t) => {
    const box = await openBox(t, { budget: example('small-fund') });
    const browser = await window(t, engine);
    const enter = async (field, text) => {
      await holds(browser, '(id) => document.activeElement?.id === id', `desk-${field}`);
      await keys(browser, `${text}`, Key.ENTER);
    };
    await browser.get(`${box.url}?channel=paper&place=library`);
    const sheet = [...WHOLE.map((amount, line) => [`line-${line}`, amount]), ['question-0', 1], ['question-1', '']];
    for (const [field, text] of [['batch', 12], ['declared', 1], ['number', ''], ...sheet]) await enter(field, text);
    await holds(browser, '() => document.activeElement?.id === "desk-number"');
    await keys(browser, Key.F8);
    await holds(browser, '() => document.activeElement?.id === "desk-press"');
    assert.equal(box.ballots().size, 1);
  });

  test(`${engine}: a tab of its own goes on with the draft of the frame`, async (t) => {
    const box = await openBox(t, { budget: withoutKeys() });
    const browser = await window(t, engine);
    await browser.get(await council(t, frame(box.url) + script(box.url)));
    const host = await browser.getWindowHandle();
    await browser.switchTo().frame(0);
    const me = resident(browser, { framed: true });
    await me.begins('ballot.title');
    await me.press('ballot.today');
    const amounts = `return [...document.querySelectorAll('[id^=amount-]')].map(({ value }) => value)`;
    const before = await browser.executeScript(amounts);
    await me.follow('check.new_tab');
    const tab = await browser.wait(async () => (await browser.getAllWindowHandles()).find((handle) => handle !== host), 30_000);
    await browser.switchTo().window(tab);
    await me.begins('ballot.title');
    await holds(browser, '(before) => before.join() === [...document.querySelectorAll("[id^=amount-]")].map(({ value }) => value).join()', before);
    // geckodriver does not end a Firefox with a tab that a frame has opened.
    await browser.close();
    await browser.switchTo().window(host);
  });
}
