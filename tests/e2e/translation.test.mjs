// A browser that translates the page: figures stay right, texts may be translated, and nothing breaks.
import assert from 'node:assert/strict';
import test from 'node:test';

import { ballots } from './support/ballots.mjs';
import { openBox } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { resident } from './support/resident.mjs';

/** Puts `<font>` elements in the place of texts, as browsers do, now and whenever texts come or change. */
function translate({ wrapped }) {
  const spared = 'font, script, style, noscript, [translate=no], .notranslate';
  const one = (text) => {
    const parent = text.parentElement;
    if (!parent || !text.nodeValue.trim() || parent.closest(spared)) return;
    const said = `«${text.nodeValue}»`;
    if (!wrapped) return void (text.nodeValue.startsWith('«') || (text.nodeValue = said));
    const font = document.createElement('font');
    font.append(document.createElement('font'));
    font.firstChild.textContent = said;
    // As two steps, and not as one replacement: some translators do it so.
    parent.insertBefore(font, text);
    text.remove();
  };
  const within = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return one(node);
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    texts.forEach(one);
  };
  within(document.body);
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'characterData') one(target);
      addedNodes.forEach(within);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** All that is said, also out of sight, without the translator's marks and without blanks. */
const read = (page) => page.evaluate(() => document.body.textContent.replace(/[«»]/g, '').replace(/\s+/g, ' '));

/** By a part of its words: the translator's marks stand around them. */
const press = (key) => (me) => me.press(me.page.locator('button', { hasText: me.word(key) }));

for (const wrapped of [true, false]) {
  test(`a translated page says what another says (${wrapped ? 'elements in place of texts' : 'texts changed in place'})`, async (t) => {
    const budget = example();
    const box = await openBox(t, { budget, ballots: ballots(budget, 12) });
    const all = [resident(await visitor(t)), resident(await visitor(t))];
    const [own, translated] = all;
    const both = async (act) => {
      for (const me of all) await act(me);
      await translated.page.waitForFunction((wanted) => document.body.textContent.replace(/[«»]/g, '').replace(/\s+/g, ' ') === wanted, await read(own.page)).catch(async () => {
        assert.equal(await read(translated.page), await read(own.page));
      });
    };
    for (const me of all) await me.arrive(box.url);
    await translated.page.evaluate(translate, { wrapped });
    await both(async () => {});
    const [{ name, floor }] = budget.priorities;
    await both(press('ballot.check'));
    await both((me) => me.page.locator('#amount-0').fill('1'));
    await both((me) => me.page.locator('#amount-0').press('Tab'));
    await both((me) => me.page.locator('#amount-0').fill(String(floor)));
    await both((me) => me.more(name.en));
    await both(press('ballot.today'));
    await both((me) => me.less(name.en));
    await both(press('ballot.even'));
    await both(press('ballot.check'));
    assert.match(await translated.page.locator('main').innerText(), /«/, 'it was translated');
    for (const me of all) {
      await me.page.goto(`${box.url}#results`);
      await me.page.locator('h2', { hasText: me.word('results.outcome') }).waitFor();
    }
    // Each has posted its own count meanwhile, which the other may have found.
    const [chart, same] = await Promise.all(all.map(({ page }) => page.locator('.chart:not(.rules)').textContent()));
    assert.equal(same.replace(/[«»]/g, ''), chart);
  });
}
