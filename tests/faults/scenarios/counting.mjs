// What a box tells of itself, wrongly, to a browser that counts.
import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ballots } from '../../e2e/support/ballots.mjs';
import { purse } from '../../e2e/support/box.mjs';
import { example } from '../../e2e/support/budget.mjs';
import { counted, ends, newResident, openEvent } from '../support/event.mjs';
import * as faults from '../support/proxy.mjs';

/** A box with so many ballots, drawn from the seed. */
export async function filled(s, number = 40) {
  const budget = example();
  const made = ballots(budget, number, s.seed + 1);
  return { ...(await openEvent(s, { budget, ballots: made })), made };
}

/** The bytes of the result that a browser comes to, which it posts into the box. */
export async function browserCounts(s, event) {
  const me = await newResident(s);
  await me.page.goto(`${event.url}#results`);
  await me.count();
  await me.says('results.posted');
  const [[, bytes]] = [...event.box.results()];
  return bytes.toString();
}

/** Browser and organiser's tool come to the same bytes, and these ballots are counted, each once. */
export async function bothCount(s, event, ids) {
  const own = purse('count', event.box.path, '--format', 'json').toString().trimEnd();
  assert.equal(await browserCounts(s, event), own);
  ends(event.box, ids);
  return JSON.parse(own);
}

/** The browser says so instead of a result. */
async function saysIncomplete(s, event) {
  const me = await newResident(s);
  await me.page.goto(`${event.url}#results`);
  await me.page.getByText(me.word('results.incomplete')).waitFor();
  assert.equal(await me.page.getByRole('heading', { name: me.word('results.outcome') }).count(), 0);
  assert.equal(event.box.results().size, 0);
  return me;
}

const listing = (change) => faults.changed((text) => JSON.stringify(change(JSON.parse(text))));

export const counting = [
  {
    name: 'listing-cut',
    what: 'the listing of ballots ends in the middle, at a byte drawn from the seed',
    end: 'the page says "not complete" and shows no result',
    short: true,
    run: async (s) => {
      const event = await filled(s);
      event.proxy.always('GET ballots', faults.changed((text) => text.slice(0, s.dice.between(0, text.trimEnd().length - 1))));
      const me = await saysIncomplete(s, event);
      event.proxy.calm();
      await me.press(me.button('results.again'));
      await me.count();
      ends(event.box, event.made.keys());
    },
  },
  {
    name: 'listing-of-a-portal',
    what: 'a portal answers in place of the listing, or the box fails with 500',
    end: 'the page says "not complete" and shows no result',
    run: async (s) => {
      const event = await filled(s);
      event.proxy.always('GET ballots', s.dice.pick([faults.portal, faults.says(500), faults.neverArrives]));
      await saysIncomplete(s, event);
    },
  },
  {
    name: 'listed-and-gone',
    what: 'the listing names a ballot that the box does not give',
    end: 'the page says "not complete" and shows no result',
    run: async (s) => {
      const event = await filled(s);
      event.proxy.always('GET ballots', listing((files) => [...files, { name: `${'0'.repeat(64)}.json`, type: 'file' }]));
      await saysIncomplete(s, event);
    },
  },
  {
    name: 'listing-shuffled',
    what: 'the listing comes in another order, with every name up to three times',
    end: 'the same bytes as the organiser’s tool; each counted once',
    short: true,
    run: async (s) => {
      const event = await filled(s);
      event.proxy.always('GET ballots', listing((files) => s.dice.shuffled([...files, ...files, ...s.dice.shuffled(files).slice(5)])));
      await bothCount(s, event, event.made.keys());
    },
  },
  {
    name: 'listing-stale',
    what: 'a cache gives the listing from before the last ballots',
    end: 'the result is of the older set and is said to differ from the published one; afterwards it is the same',
    run: async (s) => {
      const event = await filled(s);
      const old = await (await fetch(`${event.box.url}box/ballots/`)).text();
      for (const [id, bytes] of ballots(event.budget, 10, s.seed + 500)) writeFileSync(join(event.box.path, 'ballots', `${id}.json`), bytes);
      purse('count', event.box.path, '--publish');
      event.proxy.next('GET ballots', faults.changed(() => old));
      const me = await newResident(s);
      await me.page.goto(`${event.url}#results`);
      await me.says('results.published_different');
      await me.press(me.button('results.again'));
      await me.says('results.published_same');
      assert.equal(counted(event.box).length, event.made.size + 10);
    },
  },
  {
    name: 'gigabyte-ballot',
    what: 'among the ballots lies a file of a gigabyte, and one without end is served in place of another',
    end: 'refused for their size, after a few bytes; all others counted, to the same bytes',
    run: async (s) => {
      const event = await filled(s);
      const large = openSync(join(event.box.path, 'ballots', `${'0'.repeat(64)}.json`), 'w');
      ftruncateSync(large, 1 << 30);
      closeSync(large);
      const endless = `${'1'.repeat(64)}.json`;
      // Served without end; on the disk merely too large.
      writeFileSync(join(event.box.path, 'ballots', endless), ' '.repeat(20_000));
      event.proxy.always('GET ballot', (x) => (x.request.url.endsWith(endless) ? faults.endless(x) : faults.through(x)));
      const result = await bothCount(s, event, event.made.keys());
      assert.deepEqual(result.refused.files.map(({ why }) => why.reason), ['too-large', 'too-large']);
    },
  },
  {
    name: 'packed-while-counting',
    what: 'ballots are packed into a bundle, and some still lie loose, too',
    end: 'each counted once, to the same bytes',
    run: async (s) => {
      const event = await filled(s);
      purse('pack', event.box.path);
      const loose = s.dice.shuffled([...event.made]).slice(0, 15);
      for (const [id, bytes] of loose) writeFileSync(join(event.box.path, 'ballots', `${id}.json`), bytes);
      await bothCount(s, event, event.made.keys());
    },
  },
  {
    name: 'small-cells',
    what: 'few people gave an answer about themselves; the numbers of all others are there to subtract',
    end: 'no number below the smallest cell is in the result, nor can it be had by subtraction',
    run: async (s) => {
      for (const number of [3, 11, 25, 60]) {
        const { box, budget } = await filled(s, number);
        const result = JSON.parse(purse('count', box.path, '--format', 'json'));
        const smallest = budget.smallest_cell ?? 10;
        for (const { question, answers, unanswered } of result.turnout) {
          const cells = [...answers.map(({ ballots }) => ballots), unanswered];
          const shown = cells.filter((cell) => cell !== undefined);
          const hidden = cells.length - shown.length;
          const rest = number - shown.reduce((sum, cell) => sum + cell, 0);
          assert.ok(shown.every((cell) => cell >= smallest), `${question}: ${cells}`);
          assert.ok(hidden === 0 || (hidden > 1 && (rest >= smallest || shown.length === 0)), `${question}: ${cells}`);
        }
        const groups = JSON.stringify(result.checks).matchAll(/"group":\{[^}]*\},"ballots":(\d+)/g);
        for (const [text, size] of groups) assert.ok(Number(size) >= smallest, text);
      }
    },
  },
  {
    name: 'vanished',
    what: 'the only ballots of a box are taken away while somebody looks at the results',
    end: 'the page says that there are none; nothing stays from before',
    run: async (s) => {
      const event = await filled(s, 3);
      const me = await newResident(s);
      await me.page.goto(`${event.url}#results`);
      await me.count();
      for (const id of event.made.keys()) rmSync(join(event.box.path, 'ballots', `${id}.json`));
      await me.press(me.button('results.again'));
      await me.page.getByText(me.word('results.none')).waitFor();
    },
  },
];
