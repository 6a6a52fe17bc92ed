// The real widget against real stores, each with its own way to take and to list files. (`cargo xtask test --stores`)
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';

import { ballots, id } from './support/ballots.mjs';
import { builtFor, fill, folder, openBox, purse } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { resident } from './support/resident.mjs';
import { STORES, front } from './support/stores.mjs';

for (const [name, open] of Object.entries(STORES)) {
  test(`with the box in ${name}: a ballot is cast, and the browser counts as purse does, to the byte`, async (t) => {
    const budget = { ...example(), box: 'store/' };
    const { origin, leads } = await front(t);
    const store = await open(t, origin);
    const options = store.origins.flatMap((origin) => ['--box-origin', origin]);
    const page = await openBox(t, { budget, options, widget: builtFor(t, store.origins) });
    leads({ page: page.url, store: store.home });
    const made = ballots(budget, 12);
    await store.put('budget.json', JSON.stringify(budget));
    for (const [ballot, bytes] of made) await store.put(`ballots/${ballot}.json`, bytes);

    const me = resident(await visitor(t));
    await me.arrive(`${origin}/`);
    await me.press(me.button('ballot.today'));
    await me.check();
    await me.send();
    await me.sent();
    const receipt = await me.receipt();
    assert.equal(page.ballots().size, 0, 'nothing lies where the page comes from');

    await me.later();
    await me.page.goto(`${origin}/#results`);
    await me.page.reload();
    await me.count();
    await me.says('results.posted');

    const read = (path) => me.page.evaluate(async (address) => (await fetch(address)).text(), `store/${path}`);
    const cast = await read(`ballots/${receipt}.json`);
    const copy = fill(join(folder(t), 'copy'), budget, new Map([...made, [receipt, cast]]));
    const counted = purse('count', copy, '--format', 'json').toString().trimEnd();
    assert.equal(JSON.parse(counted).counted.length, 13);
    assert.equal(await read(`results/${id(counted)}.json`), counted);
  });
}
