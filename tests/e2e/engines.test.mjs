// What everybody does, in three engines: a ballot from its first touch to the count, by itself and in a council's page.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { withoutKeys } from './support/budget.mjs';
import { council, frame, PROSE, script } from './support/council.mjs';
import { ENGINES, holds, resident, window } from './support/engines.mjs';

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
