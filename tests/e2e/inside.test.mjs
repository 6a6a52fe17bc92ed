// The organiser's tool alone, as `cargo xtask release` hands it out: no folder with the widget beside it.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { resident, taps } from './support/resident.mjs';

test('one file serves the widget that it holds, and takes a ballot', async (t) => {
  const box = await openBox(t, { widget: null });
  const me = resident(await visitor(t), taps);
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.sent();
  assert.equal(box.ballots().size, 1);
});

test('the widget inside is compressed, and asked for again only when it is another', async (t) => {
  const box = await openBox(t, { widget: null });
  const page = await fetch(box.url, { headers: { 'accept-encoding': 'br' } });
  assert.equal(page.headers.get('content-encoding'), 'br');
  assert.match(page.headers.get('content-type'), /^text\/html/);
  assert.ok((await page.text()).includes('<title>'));
  const again = await fetch(box.url, { headers: { 'if-none-match': page.headers.get('etag'), 'accept-encoding': 'br' } });
  assert.equal(again.status, 304);
  for (const path of ['nothing.js', '%2e%2e/Cargo.toml']) {
    assert.equal((await fetch(box.url + path)).status, 404, path);
  }
});
