// Pictures of an evening in a hall.
import { ballots } from '../support/ballots.mjs';
import { openBox } from '../support/box.mjs';
import { example } from '../support/budget.mjs';
import { hall } from '../support/hall.mjs';

const STEPS = [
  ['waiting', 'hall.soon'],
  ['open', 'hall.so_far_ballots.other'],
  ['closed', 'counted.counted.other'],
  ['lines', 'hall.lines'],
  ['pot', 'hall.pot'],
  ['limits', 'hall.limits'],
  ['fair', 'results.fair'],
  ['answer', 'receipt.next'],
];
/** An address that phones find: at the device's own the screen would warn of it. */
const NAME = 'hall.example';
/** More keys than any step takes to come. */
const MOST = 40;

export async function walk(t, options, keep) {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 120), options: ['--host', NAME] });
  const screen = await hall(t, box.url.replace('127.0.0.1', NAME), { ...options, name: NAME });
  for (const [step, says] of STEPS) {
    for (let press = 0; step !== 'waiting' && press < MOST; press += 1) {
      await screen.press('PageDown');
      // The first three are reached by one key each; of the result some steps are passed over.
      if (['open', 'closed', 'lines'].includes(step) || (await screen.has(says))) break;
    }
    await screen.says(says);
    await keep(screen.page, `hall-${step}`);
  }
}
