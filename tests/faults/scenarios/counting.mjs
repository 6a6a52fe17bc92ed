// What a box tells of itself, wrongly, to a browser that counts.
import assert from 'node:assert/strict';
import { closeSync, ftruncateSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ballots } from '../../e2e/support/ballots.mjs';
import { folder, purse } from '../../e2e/support/box.mjs';
import { example, withoutKeys } from '../../e2e/support/budget.mjs';
import { counted, ends, newResident, openEvent, practice } from '../support/event.mjs';
import * as faults from '../support/proxy.mjs';

/** A box with so many ballots, drawn from the seed. */
export async function filled(s, number = 40, budget = example()) {
  const made = ballots(budget, number, s.seed + 1);
  return { ...(await openEvent(s, { budget, ballots: made })), made };
}

/** The bytes of the result that a browser comes to. */
export async function browserCounts(s, event) {
  const me = await newResident(s);
  await me.page.goto(`${event.url}#results`);
  await me.count();
  return me.result();
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
      const event = await filled(s, 40, withoutKeys());
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
    what: 'few people gave an answer about themselves; the organiser closes the event, and everybody can subtract',
    end: 'no group below the smallest cell is published, in the close or in the result; groups share no ballot, so that no sum or difference of them is smaller',
    run: (s) => {
      const work = folder(s);
      const file = join(work, 'budget.json');
      const key = join(work, 'hall.key');
      const secret = practice(s);
      const { keys: _, ...unkeyed } = example();
      writeFileSync(file, JSON.stringify(unkeyed));
      purse('key', 'new', key, '--practice', '--budget', file, ...secret);
      let groups = 0;
      for (const number of [3, 11, 25, 60, 300]) {
        const box = join(work, `box-${number}`);
        purse('simulate', file, '--ballots', String(number), '--seed', String(s.seed), '--out', box);
        purse('open', box, '--key', key, '--early', ...secret);
        groups += holdsNoSmallCell(box, unkeyed.smallest_cell ?? 10);
      }
      assert.ok(groups > 0, 'large groups are published');
      s.note(`${groups} groups published`);
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

/** How many groups the close publishes; every one of them, and what is left over, is large enough. */
function holdsNoSmallCell(box, smallest) {
  const [name] = readdirSync(join(box, 'close'));
  const { about, counted } = JSON.parse(readFileSync(join(box, 'close', name)));
  const shown = about.flatMap(({ ballots }) => ballots);
  assert.equal(new Set(shown).size, shown.length, 'no ballot is in two groups');
  for (const { answers, ballots } of about) assert.ok(ballots.length >= smallest, JSON.stringify(answers));
  const withheld = counted.length - shown.length;
  assert.ok(shown.length === 0 || withheld === 0 || withheld >= smallest, `${withheld} withheld`);
  const { turnout } = JSON.parse(purse('count', box, '--format', 'json'));
  for (const { question, answers } of turnout) {
    for (const { answer, ballots = 0 } of answers) assert.ok(ballots === 0 || ballots >= smallest, `${question} ${answer}: ${ballots}`);
  }
  return about.length;
}
