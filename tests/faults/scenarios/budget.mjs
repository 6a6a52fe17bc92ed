// A budget that is not what the organiser wrote.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { PURSE, folder, purse } from '../../e2e/support/box.mjs';
import { example } from '../../e2e/support/budget.mjs';
import { choose, ends, newResident, openEvent } from '../support/event.mjs';
import * as faults from '../support/proxy.mjs';
import { filled } from './counting.mjs';

/** The page and the tool both refuse this budget; nothing can be sent under it, and all is well once it is right. */
async function isRefused(s, change) {
  const event = await openEvent(s);
  const text = change(JSON.stringify(event.budget));
  event.proxy.always('GET budget', faults.changed(() => text));
  const me = await newResident(s);
  await me.page.goto(event.url);
  await me.heading('broken.title').waitFor();
  const file = join(folder(s), 'budget.json');
  writeFileSync(file, text);
  const { status, stderr } = spawnSync(PURSE, ['check', file], { encoding: 'utf8' });
  assert.ok(status !== 0 && status !== null, `purse check ended with ${status}`);
  assert.doesNotMatch(stderr, /panicked/);
  event.proxy.calm();
  await me.press(me.button('broken.try_again'));
  await me.heading('ballot.title').waitFor();
}

const replaced = (field, value) => (text) => JSON.stringify({ ...JSON.parse(text), [field]: value });
const titled = (title) => (text) => JSON.stringify({ ...JSON.parse(text), title: { en: title, cy: title } });

export const budget = [
  {
    name: 'budget-truncated',
    what: 'the budget ends in the middle, at a byte drawn from the seed',
    end: 'page and tool refuse it; nothing can be sent until it is whole',
    run: (s) => isRefused(s, (text) => text.slice(0, s.dice.between(1, text.length - 1))),
  },
  {
    name: 'budget-downgraded',
    what: 'the budget calls itself an older or unknown format',
    end: 'page and tool refuse it',
    run: (s) => isRefused(s, replaced('format', s.dice.pick(['common-purse/budget/0', 'common-purse/budget/2', 'pabulib', '']))),
  },
  {
    name: 'budget-nested',
    what: 'the budget is a hundred thousand lists inside each other',
    end: 'page and tool refuse it',
    run: (s) => isRefused(s, () => '['.repeat(100_000)),
  },
  {
    name: 'budget-bidi',
    what: 'the organiser’s texts hold marks that turn the direction of what follows',
    end: 'page and tool refuse it',
    run: (s) => isRefused(s, titled(`Fund ${s.dice.pick(['\u202e', '\u2066', '\u2069', '\u202a'])}000,1£`)),
  },
  {
    name: 'budget-forged',
    what: 'a cache gives another budget of the same name to a browser that counts',
    end: 'no ballot counts under it: each names the budget that it was cast on by its hash, and the page says so',
    run: async (s) => {
      const event = await filled(s);
      const forged = { ...event.budget, rule: event.budget.rule === 'mean' ? 'ladder' : 'mean' };
      event.proxy.always('GET budget', faults.changed(() => JSON.stringify(forged)));
      const me = await newResident(s);
      await me.page.goto(`${event.url}#results`);
      await me.page.getByText(me.word('refused.other_edition')).first().waitFor({ state: 'attached' });
      ends(event.box, event.made.keys());
    },
  },
  {
    name: 'budget-gigabyte',
    what: 'the budget is answered with a gigabyte',
    end: 'the page gives up on it, and is right again with the right budget',
    run: async (s) => {
      const event = await openEvent(s);
      event.proxy.always('GET budget', faults.large(1 << 30));
      const me = await newResident(s);
      await me.page.goto(event.url);
      await me.heading('broken.title').waitFor();
      event.proxy.calm();
      await me.press(me.button('broken.try_again'));
      await me.heading('ballot.title').waitFor();
    },
  },
  {
    name: 'budget-markup',
    what: 'the organiser’s texts are full of markup and scripts',
    end: 'they are shown as they are written; nothing of them runs; a ballot is sent as ever',
    run: async (s) => {
      const evil = '<img src=x onerror="globalThis.ran=1"><script>globalThis.ran=1</script>';
      const budget = example();
      budget.title = { en: evil, cy: evil };
      budget.summary = { en: `${evil} &amp; "quoted" {place}`, cy: evil };
      for (const line of budget.priorities) line.about = { en: evil, cy: evil };
      const event = await openEvent(s, { budget });
      const me = await newResident(s);
      await me.arrive(event.url);
      await me.page.getByText(evil).first().waitFor();
      assert.equal(await me.page.locator('img[src="x"]').count(), 0);
      await choose(me, event.url);
      await me.send();
      await me.sent();
      assert.equal(await me.page.evaluate(() => globalThis.ran), undefined);
      ends(event.box, [await me.receipt()]);
    },
  },
];
