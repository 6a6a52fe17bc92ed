// The budgets that the tests hold events with.
import { readFileSync } from 'node:fs';

/** An example budget, open on whatever day the tests run. */
export function example(name = 'aldermoor') {
  const budget = JSON.parse(readFileSync(new URL(`../../../budgets/${name}.json`, import.meta.url)));
  budget.dates = { opens: '2020-01-01', closes: '2099-12-31' };
  budget.promise.by = '2100-03-31';
  return budget;
}

/** The example with this many lines, for the bench. */
export function long(lines) {
  const budget = example();
  const first = budget.priorities;
  budget.priorities = Array.from({ length: lines }, (_, index) => {
    const line = structuredClone(first[index % first.length]);
    if (index >= first.length) line.id = `${line.id}-${index}`;
    return { ...line, floor: 0 };
  });
  budget.total *= lines / first.length;
  return budget;
}
