// A group at a table agrees one ballot, says how many people agreed, and the result shows tables apart.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox, purse } from './support/box.mjs';
import { findings, visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { resident } from './support/resident.mjs';

const withTables = (many) => {
  const { keys, ...budget } = example('small-fund');
  return { ...budget, most_at_a_table: 12, tables_count_people: many, smallest_cell: 3 };
};

test('a table is asked how many agreed, and sends one ballot that counts as many', async (t) => {
  const box = await openBox(t, { budget: withTables(true) });
  const me = resident(await visitor(t));
  await me.arrive(`${box.url}?channel=table`);
  await me.press(me.button('ballot.even'));
  await me.check();
  const people = me.page.getByLabel(me.word('table.ask', { number: 12 }));
  assert.deepEqual(await findings(me.page), []);
  for (const wrong of ['', '1', '13']) {
    await people.fill(wrong);
    await me.press(me.button('check.send'));
    await me.page.waitForFunction(() => document.activeElement?.id === 'faults');
    assert.equal(box.ballots().size, 0);
  }
  await people.fill('7');
  await me.send();
  await me.sent();
  const [[, bytes]] = box.ballots();
  const { channel, people: said } = JSON.parse(bytes);
  assert.deepEqual([channel, said], ['table', 7]);
});

test('the results show tables apart, as purse does', async (t) => {
  const box = await openBox(t, { budget: withTables(false) });
  for (let at = 0; at < 3; at += 1) {
    const me = resident(await visitor(t));
    await me.arrive(`${box.url}?channel=table`);
    await me.press(me.button('ballot.even'));
    await me.check();
    await me.page.getByLabel(me.word('table.ask', { number: 12 })).fill(String(4 + at));
    await me.send();
    await me.sent();
    if (at < 2) continue;
    await me.page.goto(`${box.url}#results`);
    await me.count();
    await me.says('tables.as_one', { tables: '3 tables', number: 15 });
    const result = await me.result();
    assert.equal(result, String(purse('count', box.path, '--format', 'json')).trimEnd());
    assert.equal(JSON.parse(result).tables[0].people, 15);
  }
});

test('a budget without tables says so at once, and sends none', async (t) => {
  const box = await openBox(t, { budget: example('small-fund') });
  const me = resident(await visitor(t));
  await me.arrive(`${box.url}?channel=table`);
  await me.says('table.none');
  await me.press(me.button('ballot.even'));
  await me.check();
  await me.press(me.button('check.send'));
  await me.says('table.none');
  assert.equal(box.ballots().size, 0);
});
