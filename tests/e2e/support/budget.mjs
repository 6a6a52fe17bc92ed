// The budgets that the tests hold events with.
import { readFileSync } from 'node:fs';

/** An example budget, open on whatever day the tests run. */
export function example(name = 'aldermoor') {
  const budget = JSON.parse(readFileSync(new URL(`../../../budgets/${name}.json`, import.meta.url)));
  budget.dates = { opens: inDays(-30), closes: inDays(30) };
  budget.promise.by = inDays(90);
  return budget;
}

/** The same without a key: what the box's owner publishes is the published result. */
export function withoutKeys() {
  const { keys, ...budget } = example();
  return budget;
}

function inDays(days) {
  return new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 'YYYY-MM-DD'.length);
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
  for (const signer of budget.signers ?? []) delete signer.lines;
  budget.total *= lines / first.length;
  return budget;
}
