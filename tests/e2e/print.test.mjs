// The ballot on paper: an empty form that somebody can fill in by hand, whatever is on the screen.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { resident } from './support/resident.mjs';
import { like, say } from './support/words.mjs';

for (const [name, begin] of [
  ['new', async () => {}],
  ['filled in', (me) => me.press(me.button('ballot.today'))],
  ['with mistakes', (me) => me.press(me.button('ballot.check'))],
]) {
  test(`a ballot that is ${name} prints as an empty form with every limit`, async (t) => {
    const budget = { ...example(), unspent: false };
    const box = await openBox(t, { budget });
    const me = resident(await visitor(t));
    await me.arrive(box.url);
    await begin(me);
    await me.page.emulateMedia({ media: 'print' });
    const shown = (parts) => me.page.locator(parts).evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.innerText));

    const fields = await me.page.locator('.ballot .field').evaluateAll((all) => all.map((one) => getComputedStyle(one).color));
    assert.deepEqual(new Set(fields), new Set(['rgba(0, 0, 0, 0)']));
    assert.deepEqual(await shown('.bar, .between, .faults, .notice, .line-buys, .line-next, details, button'), []);
    const marks = (await shown('.marks')).join(' ');
    for (const key of ['line.floor', 'line.today', 'line.cap']) assert.match(marks, like(key));
    const levels = budget.priorities.flatMap((line) => line.levels ?? []);
    assert.equal((await shown('.line .paper > li')).length, levels.length);
    const paper = (await shown('.paper')).join(' ');
    assert.match(paper, like('paper.write'));
    assert.match(paper, like('paper.hand_in'));
    const limits = (await shown('[aria-labelledby=limits]')).join(' ');
    if (budget.limits?.length) assert.ok(limits.includes(say('ballot.limit_lines')), limits);
  });
}
