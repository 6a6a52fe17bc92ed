// No signal: after one visit the ballot opens, is filled in and waits; and nothing old or strange is taken for what is new.
import assert from 'node:assert/strict';
import { createServer, request as ask } from 'node:http';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { faultProxy, held, neverArrives, portal, redirect, says, through } from '../faults/support/proxy.mjs';
import { ballots } from './support/ballots.mjs';
import { builtFor, openBox } from './support/box.mjs';
import { device, findings, visitor, watched } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { openEvent } from './support/coded.mjs';
import { council, frame } from './support/council.mjs';
import { faulty, holds, inStore, isKept, kept, newTakesOver, newWaits, widgetToReplace } from './support/offline.mjs';
import { resident } from './support/resident.mjs';
import { say } from './support/words.mjs';

/** Neither the browser nor anything between has a network. */
async function cut(me, box) {
  await me.page.context().setOffline(true);
  await box.stop();
}

async function mend(me, box) {
  await box.start();
  await me.page.context().setOffline(false);
}

/** From the ballot to "kept on this device". */
async function castWithout(me, preset = 'ballot.today') {
  await me.press(me.button(preset));
  await me.check();
  await me.send();
  await me.heading('receipt.kept').waitFor();
}

const opensAgain = async (me, url) => {
  await me.page.goto(url);
  await me.heading('ballot.title').waitFor();
  // What the later piece has to say comes above the lines too: a press meanwhile might miss its button.
  await me.page.locator('.paper.part').waitFor({ state: 'attached' });
};

for (const lang of ['en', 'cy']) {
  test(`after one visit the ballot opens without a signal, waits, and is sent once there is one (${lang})`, async (t) => {
    const box = await openBox(t);
    const url = `${box.url}?lang=${lang}`;
    const me = await kept(t, url, { lang });
    await cut(me, box);
    // Another tab: nothing of it is here but what is kept.
    await me.page.goto('about:blank');
    await opensAgain(me, url);
    await castWithout(me);
    await me.page.reload();
    await me.heading('receipt.kept').waitFor();
    await isKept(me.page);
    await mend(me, box);
    await me.sent();
    assert.equal(box.ballots().size, 1);
    assert.deepEqual(await faulty(me.page), []);
  });
}

test('a code is typed, the ballot sealed and kept without a signal, and placed once there is one', async (t) => {
  const event = await openEvent(t, { codes: 2, sealed: true });
  const me = await kept(t, event.url);
  await cut(me, event);
  await opensAgain(me, event.card(0));
  await me.press(me.button('ballot.even'));
  await me.check();
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await mend(me, event);
  await me.sent();
  assert.equal(event.ballots().size, 1);
});

test('where a box holds no codes and asks nothing, no sealer is fetched for later', async (t) => {
  const { keys, about, ...budget } = example();
  const box = await openBox(t, { budget });
  const me = await kept(t, box.url);
  const names = Object.keys(await inStore(me.page));
  assert.deepEqual(names.filter((name) => /sealer|counter|verifier|\/box\/(?!budget\.json)/.test(name)), []);
  assert.ok(names.some((name) => name.includes('piece-later')));
});

/** A budget of another event, on the same day. */
const another = () => {
  const budget = example();
  return { ...budget, id: 'another-event', title: { en: 'Another event', cy: 'Digwyddiad arall' } };
};

/** The organiser holds another event in the old one's place. */
async function replaced(box) {
  await box.stop();
  writeFileSync(join(box.path, 'budget.json'), JSON.stringify(another()));
  await box.start();
}

const json = (bytes) => async (x) => x.answer({ headers: { 'content-type': 'application/json' }, bytes });
/** Half of what was asked for, and no more. */
const half = async (x) => {
  const { headers, bytes } = await x.forward({});
  x.response.writeHead(200, { ...headers, 'content-length': bytes.length });
  x.response.write(bytes.subarray(0, bytes.length >> 1), () => x.response.destroy());
};

for (const [what, answer, now, later] of [
  ['a portal’s page', portal, 'broken.unreachable', true],
  ['a portal’s JSON', json('{"message":"Please sign in","format":"wifi/1"}'), 'broken.malformed', true],
  ['half of a budget', half, 'broken.unreachable', true],
  ['another host’s answer', redirect(302, '/own-tab.html'), 'broken.unreachable', true],
  ['a failing server', says(502), 'broken.status', true],
  ['nothing there', says(404), 'broken.status', false],
  ['gone', says(410), 'broken.status', false],
]) {
  test(`where the network says ${what} in place of the budget, the kept one ${later ? 'is neither shown nor lost' : 'is gone for good'}`, async (t) => {
    const box = await openBox(t);
    const proxy = await faultProxy(t, box.url);
    const me = await kept(t, proxy.url);
    proxy.always('GET budget', answer);
    await me.page.reload();
    await me.says(now);
    assert.equal(await me.heading('ballot.title').count(), 0);
    proxy.always('GET budget', neverArrives);
    await me.page.reload();
    if (later) await me.heading('ballot.title').waitFor();
    else await me.says('broken.unreachable');
  });
}

test('another event at the same address takes the old one’s place at once, also for whoever opens it later without a signal', async (t) => {
  const box = await openBox(t);
  const me = await kept(t, box.url);
  await replaced(box);
  await me.page.reload();
  await me.page.getByText('Another event').first().waitFor();
  await cut(me, box);
  await me.page.reload();
  await me.page.getByText('Another event').first().waitFor();
});

test('an event that is over is not opened without a signal: another may be at its address', async (t) => {
  const box = await openBox(t);
  const me = await kept(t, box.url);
  await cut(me, box);
  await me.page.reload();
  await me.heading('ballot.title').waitFor();
  // The worker has a clock of its own, so that the event ends earlier instead.
  await me.page.evaluate(async () => {
    const name = (await caches.keys()).find((name) => name.endsWith(' budget'));
    const cache = await caches.open(name), [request] = await cache.keys();
    const budget = await (await cache.match(request)).json();
    budget.dates = { opens: '2020-01-01', closes: '2020-01-31' };
    await cache.put(request, new Response(JSON.stringify(budget)));
  });
  await me.page.reload();
  await me.says('broken.unreachable');
});

test('what was cast without a signal for an old event is not called sent by the new one', async (t) => {
  const box = await openBox(t);
  const me = await kept(t, box.url);
  await cut(me, box);
  await me.page.reload();
  await castWithout(me);
  writeFileSync(join(box.path, 'budget.json'), JSON.stringify(another()));
  await mend(me, box);
  await me.says('receipt.other_budget');
  assert.equal(await me.heading('receipt.sent').count(), 0);
});

test('a page that began with the kept budget says that another has taken its place, and keeps the draft', async (t) => {
  const box = await openBox(t);
  const me = await kept(t, box.url);
  await cut(me, box);
  await me.page.reload();
  await me.heading('ballot.title').waitFor();
  await me.press(me.button('ballot.today'));
  writeFileSync(join(box.path, 'budget.json'), JSON.stringify(another()));
  await mend(me, box);
  await me.says('ballot.changed');
});

test('whether it is still this budget is asked of the box, and never of what is kept', async (t) => {
  const box = await openBox(t);
  const proxy = await faultProxy(t, box.url);
  const me = await kept(t, proxy.url);
  await me.press(me.button('ballot.today'));
  await me.check();
  const before = proxy.seen.filter((kind) => kind === 'GET budget').length;
  await replaced(box);
  await me.press(me.button('check.send'));
  await me.says('ballot.changed');
  assert.ok(proxy.seen.filter((kind) => kind === 'GET budget').length > before);
  assert.equal(box.ballots().size, 0);
});

test('two events under two paths of one host keep their own, also without a signal', async (t) => {
  const [one, two] = [await openBox(t), await openBox(t, { budget: another() })];
  const host = createServer((request, response) => {
    const second = request.url.startsWith('/two/');
    const url = new URL(second ? request.url.slice('/two'.length) : request.url, (second ? two : one).url);
    const { host: _, ...headers } = request.headers;
    const passed = ask(url, { method: request.method, headers }, (answer) => (response.writeHead(answer.statusCode, answer.headers), answer.pipe(response)));
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  t.after(() => (host.closeAllConnections(), host.close()));
  const url = `http://127.0.0.1:${host.address().port}/`;
  const me = await kept(t, url);
  const other = resident(watched(t, await me.page.context().newPage()));
  await other.arrive(`${url}two/`);
  await isKept(other.page);
  await me.page.context().setOffline(true);
  await Promise.all([one.stop(), two.stop()]);
  for (const { page } of [me, other]) await page.reload();
  await other.page.getByText('Another event').first().waitFor();
  await me.heading('ballot.title').waitFor();
  assert.equal(await me.page.getByText('Another event').count(), 0);
});

test('a portal’s answer is no words file, no piece and no ballot, and is not kept', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 3) });
  const proxy = await faultProxy(t, box.url);
  // The worker keeps the words of every language once it can have them.
  proxy.always('GET file', (x) => (x.request.url.includes('/words-') ? neverArrives(x) : through(x)));
  const me = resident(await visitor(t, { serviceWorkers: 'allow' }));
  await me.arrive(proxy.url);
  // The page's own are on their way in the background too.
  await me.page.waitForFunction(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('piece-results-')));
  for (const piece of ['later', 'results', 'places']) await holds(me.page, `piece-${piece}-`);
  const welsh = me.page.getByRole('button', { name: 'Cymraeg' });
  for (const answer of [portal, half, says(404), redirect(302, '/own-tab.html')]) {
    proxy.always('GET file', answer);
    await me.press(welsh);
    await me.says('app.words_missing', { language: 'Cymraeg' });
  }
  assert.equal(await me.page.locator('html[data-device="kept"]').count(), 0, 'a language is missing: nothing is promised');
  // The counter was not loaded yet; the results' piece is kept already. What the worker could not do is an error to the browser.
  me.page.removeAllListeners('pageerror');
  await me.page.evaluate(() => (location.hash = '#results'));
  await me.says('results.no_counter');
  proxy.calm();
  assert.deepEqual(await faulty(me.page), []);
  assert.deepEqual(Object.entries(await inStore(me.page)).filter(([, text]) => /Welcome to our Wi-Fi/.test(text)), []);
  await me.press(me.button('results.again'));
  await me.count();
  await me.page.evaluate(() => (location.hash = ''));
  await me.press(welsh);
  const fi = resident(me.page, undefined, 'cy');
  await fi.heading('ballot.title').waitFor();
  for (const kind of ['PUT ballot', 'GET ballot']) proxy.always(kind, portal);
  await castWithout(fi);
  proxy.calm();
  await fi.press(fi.button('receipt.send_now'));
  await fi.sent();
  assert.equal(box.ballots().size, 4);
  await me.page.reload();
  await isKept(me.page);
});

test('a network that is too slow is waited for no longer than a moment, and what it says at last is heard', async (t) => {
  const box = await openBox(t);
  const proxy = await faultProxy(t, box.url);
  const me = await kept(t, proxy.url);
  const budget = held(json(JSON.stringify(another())));
  proxy.next('GET budget', budget);
  proxy.always('GET budget', json(JSON.stringify(another())));
  proxy.next('GET file', held());
  await opensAgain(me, proxy.url);
  await me.press(me.button('ballot.today'));
  budget.letGo();
  await me.says('ballot.changed');
  const [first] = box.budget.priorities;
  await me.has(first.name.en, first.today);
});

test('a part of a file, a box’s other files and what is sent are nothing to the worker', async (t) => {
  const box = await openBox(t);
  const me = await kept(t, box.url);
  const before = Object.keys(await inStore(me.page)).sort();
  const statuses = await me.page.evaluate(async () => {
    const [program] = performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('_bg.wasm'));
    const part = await fetch(program, { headers: { range: 'bytes=0-9' } });
    const others = await Promise.all(['box/ballots/', 'box/store.json', 'box/close/', 'own-tab.html'].map((path) => fetch(path)));
    return [part.status, (await part.arrayBuffer()).byteLength, ...others.map(({ status }) => status)];
  });
  assert.deepEqual(statuses, [206, 10, 200, 404, 200, 200]);
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.sent();
  assert.deepEqual(Object.keys(await inStore(me.page)).sort(), before);
});

test('a newer version changes and loses no open ballot; it opens whole, and only once the old pages are closed without a signal', async (t) => {
  const { widget, replace } = widgetToReplace(t);
  const box = await openBox(t, { widget });
  const me = await kept(t, box.url);
  await me.press(me.button('ballot.today'));
  const version = (page) => page.evaluate(() => document.documentElement.dataset.version);
  replace();
  const other = resident(watched(t, await me.page.context().newPage()));
  await opensAgain(other, box.url);
  assert.equal(await version(other.page), 'new', 'the network has the first word');
  await other.says('ballot.restored');
  await newWaits(other.page);
  await cut(me, box);
  await other.page.reload();
  await other.heading('ballot.title').waitFor();
  assert.equal(await version(other.page), undefined, 'while the old page is open its version is whole');
  // The same draft, in a page of each version: one ballot.
  await me.check();
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await mend(me, box);
  await me.sent();
  await other.page.bringToFront();
  await other.sent();
  assert.equal(box.ballots().size, 1);

  const next = resident(watched(t, await me.page.context().newPage()));
  const taken = await newTakesOver(next.page);
  await me.page.close();
  await other.page.close();
  await taken();
  await next.page.goto(box.url);
  await next.heading('receipt.sent').or(next.heading('ballot.title')).waitFor();
  await isKept(next.page);
  await cut(next, box);
  await next.page.reload();
  await next.heading('receipt.sent').or(next.heading('ballot.title')).waitFor();
  assert.equal(await version(next.page), 'new');
  assert.deepEqual(await faulty(next.page), []);
});

/** Has the browser say to the worker that there is a signal, as it does some time after the last page is closed. */
async function signals(page) {
  const session = await page.context().newCDPSession(page);
  const registered = new Promise((done) => session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations.length && done(registrations[0].registrationId)));
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  return () => session.send('ServiceWorker.dispatchSyncEvent', { origin: new URL(page.url()).origin, registrationId, tag: 'ballots', lastChance: false });
}

test('when the signal is back and no page is open, the worker puts what waits; the page finds it sent, once', async (t) => {
  const box = await openBox(t);
  const me = await kept(t, box.url);
  await cut(me, box);
  await castWithout(me);
  // A page of the same host that is none of the widget's.
  const elsewhere = watched(t, await me.page.context().newPage());
  await me.page.close();
  await mend({ page: elsewhere }, box);
  await elsewhere.goto(`${box.url}box/budget.json`);
  const signal = await signals(elsewhere);
  await signal();
  await elsewhere.evaluate(async () => {
    while ((await (await fetch('ballots/')).json()).length < 1) await new Promise(requestAnimationFrame);
  });
  const back = resident(elsewhere);
  await back.page.goto(box.url);
  await back.sent();
  // And where both put it in the same moment, it is one.
  await signal();
  await back.page.reload();
  await back.sent();
  assert.equal(box.ballots().size, 1);
});

test('a ballot that is removed while the worker asks the box is put by nobody', async (t) => {
  const box = await openBox(t);
  const proxy = await faultProxy(t, box.url);
  const me = await kept(t, proxy.url);
  for (const kind of ['PUT ballot', 'GET store']) proxy.always(kind, neverArrives);
  await castWithout(me);
  const signal = await signals(me.page);
  // The page itself gets nothing through; the worker's question is answered when everything has been removed.
  await me.page.route(/box\/(ballots|store)/, (route) => (route.request().serviceWorker() ? route.continue() : route.abort()));
  proxy.always('PUT ballot', through);
  const store = held(through);
  const asked = new Promise((done) => proxy.always('GET store', (x) => (done(), store(x))));
  await signal();
  await asked;
  const before = proxy.seen.length;
  await asks(me);
  await me.press(me.button('device.remove_yes'));
  await me.says('device.nothing');
  store.letGo();
  // The worker goes on at once: so many further answers of the box outlast that.
  for (let time = 0; time < 20; time += 1) await me.page.evaluate(() => fetch('box/budget.json', { cache: 'no-store' }));
  assert.ok(!proxy.seen.slice(before).includes('PUT ballot'));
  assert.equal(box.ballots().size, 0);
});

test('every language of the budget can be chosen without a signal, and none is fetched where bytes are dear', async (t) => {
  const box = await openBox(t);
  const me = await kept(t, box.url);
  await cut(me, box);
  await opensAgain(me, box.url);
  await me.press(me.page.getByRole('button', { name: 'Cymraeg' }));
  const fi = resident(me.page, undefined, 'cy');
  await fi.heading('ballot.title').waitFor();
  await me.page.evaluate(() => (location.hash = '#device'));
  await fi.heading('device.title').waitFor();

  await mend(me, box);
  const page = await visitor(t, { serviceWorkers: 'allow' });
  await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
  await resident(page).arrive(box.url);
  await isKept(page);
  assert.deepEqual(Object.keys(await inStore(page)).filter((name) => /words-|places-/.test(name)), []);
});

/** What a ballot is put by, so far. */
const puts = (proxy) => proxy.seen.filter((kind) => /^(GET store|PUT ballot)$/.test(kind));

test('the worker puts no ballot of another event, and none that has a code and no place yet', async (t) => {
  const event = await openEvent(t, { codes: 2 });
  const open = await openBox(t);
  for (const [box, card] of [[event, `#code=${event.codes[0]}`], [open, '']]) {
    const proxy = await faultProxy(t, box.url);
    const me = await kept(t, proxy.url + card);
    // The page gets nothing through; and the browser may say by itself that there is a signal, once the page is out of sight.
    for (const kind of ['GET store', 'GET budget']) proxy.always(kind, neverArrives);
    await castWithout(me, 'ballot.even');
    const elsewhere = watched(t, await me.page.context().newPage());
    await me.page.close();
    proxy.calm();
    const before = puts(proxy);
    const budget = box === open ? json(JSON.stringify(another())) : through;
    const asked = () => new Promise((done) => proxy.always('GET budget', (x) => budget(x).then(done)));
    const first = asked();
    await elsewhere.goto(`${proxy.url}box/budget.json`);
    await first;
    const signal = await signals(elsewhere);
    if (box === open) {
      for (let time = 0; time < 3; time += 1) {
        const again = asked();
        await signal();
        await again;
      }
    } else await signal();
    assert.deepEqual(puts(proxy), before, 'nothing was begun');
    proxy.calm();
    await elsewhere.goto(proxy.url);
    await resident(elsewhere).sent();
    assert.equal(box.ballots().size, 1);
  }
});

test('a place is installed from: the browser finds nothing missing, and the icons are what they say', async (t) => {
  const box = await openBox(t);
  const phone = await device(t);
  const page = await phone.switchOn();
  const me = resident(page, { press: (target) => target.click() });
  await me.arrive(box.url);
  await isKept(page);
  const session = await page.context().newCDPSession(page);
  const { errors, data } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  assert.deepEqual((await session.send('Page.getInstallabilityErrors')).installabilityErrors, []);
  const manifest = JSON.parse(data);
  assert.deepEqual([manifest.start_url, manifest.scope, manifest.display], ['./', './', 'standalone']);
  for (const { src, sizes } of manifest.icons.filter(({ type }) => type === 'image/png')) {
    const size = await page.evaluate((src) => new Promise((done) => Object.assign(new Image(), { src, onload: ({ target }) => done(`${target.naturalWidth}x${target.naturalHeight}`) })), src);
    assert.equal(size, sizes);
  }
});

test('a kiosk without a network opens after a power cut, takes ballots and sends them later', async (t) => {
  const box = await openBox(t);
  const library = await device(t);
  const clicks = { press: (target) => target.click() };
  const url = `${box.url}?mode=kiosk`;
  const first = resident(await library.switchOn(), clicks);
  await first.arrive(url);
  await isKept(first.page);
  await library.kill();
  await box.stop();
  const me = resident(await library.switchOn(), clicks);
  await me.arrive(url);
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await box.start();
  await me.sent();
  assert.equal(box.ballots().size, 1);
});

test('in a frame of another site nothing is registered, and the page works', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t, { serviceWorkers: 'allow' });
  await page.goto(await council(t, frame(box.url)));
  const inside = page.frames()[1];
  await inside.getByRole('button', { name: say('ballot.check'), exact: true }).waitFor();
  assert.equal(await inside.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length, () => 0)), 0);
});

/** What the browser keeps for this address: names in its stores. */
const stores = (page) =>
  page.evaluate(async () => {
    const shelf = await new Promise((done) => (indexedDB.open(location.pathname.replace(/\/$/, '')).onsuccess = ({ target }) => done(target.result)));
    const kept = await new Promise((done) => (shelf.transaction('kept').objectStore('kept').getAllKeys().onsuccess = ({ target }) => done(target.result)));
    shelf.close();
    const workers = (await navigator.serviceWorker?.getRegistrations()) ?? [];
    return [kept.map((name) => name.split(' ')[0]), Object.keys(localStorage), (await globalThis.caches?.keys()) ?? [], workers.map(({ scope }) => scope)].map((names) => names.sort());
  });

/** From wherever the page is to the question whether everything is to be removed. */
async function asks(me) {
  await me.page.evaluate(() => (location.hash = '#device'));
  await me.heading('device.title').waitFor();
  await me.press(me.button('device.remove'));
  await me.says('device.sure');
}

test('everything that the page keeps on a device is removed by one button, in every tab, and the page begins anew', async (t) => {
  const box = await openBox(t);
  const proxy = await faultProxy(t, box.url);
  proxy.always('PUT ballot', neverArrives);
  const me = await kept(t, proxy.url);
  const [first] = box.budget.priorities;
  await castWithout(me);
  const other = resident(watched(t, await me.page.context().newPage()));
  await other.page.goto(proxy.url);
  await other.heading('receipt.kept').waitFor();
  await other.press(other.button('receipt.another'));
  await other.press(other.button('ballot.today'));
  await other.has(first.name.en, first.today);
  // Put aside by a page whose memory was not there yet; and of another page of this host.
  await me.page.evaluate(() => {
    localStorage.setItem(`${location.pathname.replace(/\/$/, '')} draft`, 'put aside');
    localStorage.setItem('theirs', 'stays');
    return caches.open('theirs');
  });

  await me.page.bringToFront();
  await asks(me);
  await me.says('device.lost.one', { n: 1 });
  assert.deepEqual(await findings(me.page), []);
  await me.press(me.button('device.keep'));
  assert.ok((await stores(me.page))[0].includes('ballot'), 'who says no keeps everything');
  await me.press(me.button('device.remove'));
  await me.press(me.button('device.remove_yes'));
  await me.says('device.nothing');
  await other.says('device.nothing');
  assert.deepEqual(await stores(me.page), [[], ['theirs'], ['theirs'], []], 'also once the other tab has begun anew');
  assert.equal(await me.page.locator('html[data-device="kept"]').count(), 0, 'nothing is kept anew until the visitor goes on');
  await me.press(me.page.getByRole('link', { name: me.word('device.back') }));
  await isKept(me.page);
  await me.has(first.name.en, first.floor);
  proxy.calm();
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.send();
  await me.sent();
  assert.equal(box.ballots().size, 1, 'what was removed is not sent by anybody');
});

test('a tab begins anew also where the tab that removes everything is closed before it has', async (t) => {
  const me = await kept(t, (await openBox(t)).url);
  const other = await me.page.context().newPage();
  await other.goto(me.page.url());
  await other.evaluate((name) => new BroadcastChannel(name).postMessage(10_000), `common-purse ${new URL('./', me.page.url())} `);
  await other.close();
  await me.page.waitForURL('**/#device');
  await me.page.waitForFunction(() => document.documentElement.dataset.device !== undefined);
});

test('where nobody is there who removes everything, the page says so', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  await page.route('**/device.js', (route) => route.abort());
  const me = resident(page);
  await me.arrive(box.url);
  await asks(me);
  await me.press(me.button('device.remove_yes'));
  await me.says('device.failed');
});

/** A name of the internet: what is there on plain http is no secure page, unlike what is on this machine. */
const NAME = 'hall.example';
const named = (url) => url.replace('127.0.0.1', NAME);

test('on plain http nothing is registered; the page says what it cannot do, and removes everything all the same', async (t) => {
  const box = await openBox(t, { options: ['--host', NAME] });
  const page = await visitor(t, { name: NAME, serviceWorkers: 'allow' });
  const me = resident(page);
  await me.arrive(named(box.url));
  await me.press(me.button('ballot.today'));
  await me.press(me.page.getByRole('link', { name: me.word('ballot.device') }));
  await me.says('device.insecure');
  await me.says('device.draft');
  await me.press(me.button('device.remove'));
  await me.press(me.button('device.remove_yes'));
  await me.says('device.nothing');
  assert.deepEqual(await stores(page), [[], [], [], []]);
});

test('a page of the internet whose box is on a local network says why that may not answer', async (t) => {
  const far = 'https://localhost:1';
  const budget = { ...example(), ballot_box: `${far}/box/` };
  const box = await openBox(t, { budget, widget: builtFor(t, [far]), options: ['--host', NAME, '--box-origin', far] });
  const page = await visitor(t, { name: NAME });
  const me = resident(page);
  await me.arrive(named(box.url));
  assert.equal(await page.getByText(me.word('local.title')).count(), 0);
  await castWithout(me);
  await page.getByRole('status').filter({ hasText: me.word('local.title') }).waitFor();
  await me.says('local.host', { host: 'localhost:1' });
  assert.deepEqual(await findings(page), []);
});
