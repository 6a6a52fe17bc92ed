// The desk: a batch begins, a sheet is typed and breaks a limit, the batch does not reconcile, and is sent; and the question that a
// table is asked.
import { openBox } from '../support/box.mjs';
import { visitor } from '../support/browser.mjs';
import { example } from '../support/budget.mjs';
import { resident } from '../support/resident.mjs';
import { typist, WHOLE } from '../support/typist.mjs';

export async function walk(t, options, keep) {
  const budget = { ...example('small-fund'), most_at_a_table: 12 };
  const box = await openBox(t, { budget });
  const me = typist(await visitor(t, options));
  await me.sit(box.url);
  await me.at('desk-batch');
  await keep(me.page, 'desk-begin');
  await me.begin(12, 2);
  await me.sheet(WHOLE, { answers: ['1', ''] });
  await me.at('desk-number');
  await me.enter();
  for (const amount of [15_000, 14_000, 10_000]) await me.enter(amount);
  await me.page.keyboard.type('14000');
  await keep(me.page, 'desk-sheet');
  await me.press('Escape');
  await me.press('F8');
  await me.says('desk.missing', { numbers: 2 });
  await keep(me.page, 'desk-missing');
  await me.press('F9');
  await me.says('desk.stored', { number: 2 });
  await me.press('F8');
  await me.says('desk.all_sent', { batch: 12, all: 1, sent: 1 });
  await keep(me.page, 'desk-sent');
  const table = resident(await visitor(t, options), { press: (target) => target.click() });
  await table.arrive(`${box.url}?channel=table`);
  await table.press(table.button('ballot.even'));
  await table.check();
  await table.press(table.button('check.send'));
  await table.says('table.missing');
  await keep(table.page, 'table-people');
}
