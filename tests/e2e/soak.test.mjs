// Many visitors in a row in one page of a kiosk: nothing grows, and nothing of one is there for the next.
// SOAK says how many; `cargo xtask test --browsers` has 500.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { traces } from './support/left.mjs';
import { resident } from './support/resident.mjs';
import { say } from './support/words.mjs';

const VISITORS = Number(process.env.SOAK ?? 20);
/** What is made once is made by then. */
const SETTLED = Math.max(8, VISITORS / 10);
/** What a collector of rubbish leaves lying about. */
const SLACK = { JSHeapUsedSize: 0.1, Nodes: 0.02, JSEventListeners: 0.1 };

test(`${VISITORS} visitors in a row leave nothing, and take no more room than the first`, { timeout: 1_200_000 }, async (t) => {
  const box = await openBox(t, { options: ['--hall'] });
  const page = await visitor(t);
  await page.addInitScript(keepMemory);
  const me = resident(page);
  await me.arrive(`${box.url}?mode=kiosk&place=library`);
  await me.press(me.button('kiosk.next'));
  await page.locator('#waiting[open]').waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('HeapProfiler.enable');
  const fresh = await traces(page, session);
  const begun = Date.now();
  let early;
  for (let number = 1; number <= VISITORS; number += 1) {
    const left = await page.evaluate(visit, { number, says: words(number) });
    assert.match(left.receipt, /^[0-9a-f]{64}$/);
    if (number === 1 || number % 10 === 0 || number === VISITORS) await nothingOf(page, session, left, fresh);
    if (number === SETTLED) early = await figures(page, session);
  }
  const late = await figures(page, session);
  t.diagnostic(`after ${SETTLED} visitors: ${JSON.stringify(early)}`);
  t.diagnostic(`after ${VISITORS} visitors: ${JSON.stringify(late)}`);
  t.diagnostic(`${Math.round((Date.now() - begun) / VISITORS)} ms a visitor`);
  for (const [name, slack] of Object.entries(SLACK)) {
    assert.ok(late[name] <= early[name] * (1 + slack), `${name}: ${early[name]}, then ${late[name]}`);
  }
  assert.equal(late.wasmBytes, early.wasmBytes, 'the program takes no more memory');
  assert.equal(late.entries, early.entries, 'the history has one entry for all');
  assert.equal(box.ballots().size, VISITORS);
});

/** Each other one speaks Welsh, and every third walks away without sending. */
function words(number) {
  const lang = number % 2 ? 'en' : 'cy';
  const of = (key) => say(key, {}, lang);
  return {
    lang: lang === 'en' ? 'English' : 'Cymraeg',
    even: of('ballot.even'),
    check: of('ballot.check'),
    onward: of('about.go_on'),
    send: of('check.send'),
    sent: of('receipt.sent'),
    finished: of('kiosk.next'),
  };
}

/** In the page: one visitor from the waiting screen to "next person". What they typed and got is the answer. */
async function visit({ number, says }) {
  const until = (find, what = find) =>
    new Promise((resolve, reject) => {
      const begun = performance.now();
      const look = () => {
        const found = find();
        if (found) return resolve(found);
        if (performance.now() - begun > 20_000) return reject(new Error(`visitor ${number} waits for ${what} at ${location.hash}: ${document.body.innerText.slice(0, 2_000)}`));
        setTimeout(look, 4);
      };
      look();
    });
  const button = (text) => () => [...document.querySelectorAll('button')].find((it) => it.textContent === text && it.checkVisibility());
  const press = async (text) => (await until(button(text), text)).click();
  await until(() => document.querySelector('#waiting[open]'));
  await press(says.lang);
  await until(() => !document.querySelector('dialog[open]') && button(says.check)());
  // No amount: it stays in the field as it was typed, and is a trace that can be looked for.
  const secret = `wren${number}x`;
  const field = await until(() => document.querySelector('#amount-0'));
  field.focus();
  field.value = secret;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  field.blur();
  // As somebody would: they read what is wrong with it before they go on.
  const wrong = () => document.querySelector('.line-clipped');
  await until(wrong);
  await press(says.even);
  await until(() => !wrong());
  await press(says.check);
  // The questions about a person are shown before, where there are any.
  const onward = await until(() => button(says.send)() ?? button(says.onward)());
  if (onward.textContent === says.onward) onward.click();
  await press(says.send);
  const receipt = await until(() => document.querySelector('h1')?.textContent === says.sent && document.body.textContent.match(/[0-9a-f]{64}/)?.[0]);
  await press(says.finished);
  await until(() => document.querySelector('#waiting[open]'));
  return { secret, receipt };
}

/** What one visitor leaves must be what a new page has. */
async function nothingOf(page, session, { secret, receipt }, fresh) {
  const left = await traces(page, session);
  for (const [place, found] of Object.entries(left)) {
    for (const one of [secret, receipt, receipt.slice(0, 8)]) assert.ok(!found.includes(one), `${one} in ${place}`);
  }
  for (const place of ['page', 'accessibility', 'cookies', 'local', 'session', 'fields', 'address']) {
    assert.equal(left[place], fresh[place], place);
  }
}

async function figures(page, session) {
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
  const { entries, wasmBytes } = await page.evaluate(() => ({ entries: history.length, wasmBytes: globalThis.wasmMemories.reduce((all, it) => all + it.buffer.byteLength, 0) }));
  return { JSHeapUsedSize: of.JSHeapUsedSize, Nodes: of.Nodes, JSEventListeners: of.JSEventListeners, wasmBytes, entries };
}

/** Before the page's own scripts: where the program's memory can be seen. */
function keepMemory() {
  globalThis.wasmMemories = [];
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const own = WebAssembly[name];
    WebAssembly[name] = async (...all) => {
      const begun = await own.apply(WebAssembly, all);
      const { memory } = (begun.instance ?? begun).exports;
      if (memory && !globalThis.wasmMemories.includes(memory)) globalThis.wasmMemories.push(memory);
      return begun;
    };
  }
}
