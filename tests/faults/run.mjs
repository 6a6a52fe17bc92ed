// Runs the scenarios and prints what became of each: `node run.mjs [--short] [--seed N] [--list] [NAME…]`.
import { parseArgs } from 'node:util';

import { dice } from './support/dice.mjs';
import { scenarios } from './scenarios.mjs';

/** A scenario that has not ended by then hangs. */
const PATIENCE = 600_000;

class Skipped extends Error {}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { short: { type: 'boolean' }, list: { type: 'boolean' }, seed: { type: 'string', default: '1' } },
});
const seed = Number(values.seed);
const chosen = choose(positionals, values.short);
if (!Number.isSafeInteger(seed) || seed < 0) stop(`--seed ${values.seed}: expected a whole number`);
if (values.list) {
  for (const { name, what, end } of chosen) console.log(`${name}\n  ${what}\n  end: ${end}`);
  process.exit(0);
}

const begun = Date.now();
const rows = [];
for (const [at, scenario] of chosen.entries()) {
  console.log(`${at + 1}/${chosen.length} ${scenario.name}: ${scenario.what}`);
  rows.push(await run(scenario));
}
print(rows);
const failed = rows.filter(({ outcome }) => outcome === 'failed');
const skipped = rows.filter(({ outcome }) => outcome === 'skipped');
console.log(`${rows.length - failed.length - skipped.length} ok, ${failed.length} failed, ${skipped.length} skipped, after ${Math.round((Date.now() - begun) / 1000)} s`);
for (const { name } of failed) console.log(`again: cargo xtask faults ${name} --seed ${seed}`);
process.exit(failed.length > 0 ? 1 : 0);

function choose(names, short) {
  const unknown = names.find((name) => scenarios.every((scenario) => scenario.name !== name));
  if (unknown) stop(`There is no scenario "${unknown}"; there are ${scenarios.map(({ name }) => name).join(', ')}.`);
  return scenarios.filter((scenario) => (names.length > 0 ? names.includes(scenario.name) : !short || scenario.short));
}

/** Runs one to its end, and puts everything away that it opened, whatever happened. */
async function run({ name, what, end, run }) {
  const endings = [];
  const figures = [];
  const s = {
    seed,
    dice: dice(seed),
    after: (ending) => endings.push(ending),
    skip: (reason) => {
      throw new Skipped(reason);
    },
    /** A figure worth knowing, shown below the table. */
    note: (text) => figures.push(text),
  };
  const begun = Date.now();
  let outcome = 'ok';
  const fails = (error) => {
    outcome = error instanceof Skipped ? 'skipped' : 'failed';
    figures.push(error instanceof Skipped ? error.message : String(error?.stack ?? error));
  };
  let alarm;
  const late = new Promise((_, reject) => (alarm = setTimeout(() => reject(new Error('it did not come to its end')), PATIENCE)));
  await Promise.race([run(s), late]).catch(fails);
  clearTimeout(alarm);
  for (const ending of endings) await Promise.resolve().then(ending).catch(fails);
  for (const figure of figures) console.log(`  ${figure}`);
  console.log(`  ${outcome} (${((Date.now() - begun) / 1000).toFixed(1)} s)`);
  return { name, what, end, outcome, seed, figures };
}

function print(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log('');
  for (const { name, what, end, outcome, seed, figures } of rows) {
    console.log(`${outcome.padEnd(7)} ${name.padEnd(width)}  seed ${seed}  ${what}`);
    console.log(`${''.padEnd(7)} ${''.padEnd(width)}  → ${end}`);
    if (outcome !== 'failed') for (const figure of figures) console.log(`${''.padEnd(7)} ${''.padEnd(width)}    ${figure}`);
  }
  console.log('');
}

function stop(sentence) {
  console.error(sentence);
  process.exit(2);
}
