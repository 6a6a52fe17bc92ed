// The page's own defence: what it may run, load and be shown in, tried against it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, normalize } from 'node:path';
import test from 'node:test';

import { ballots } from './support/ballots.mjs';
import { WIDGET, openBox } from './support/box.mjs';
import { PHONE, visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { resident } from './support/resident.mjs';

const ATTACKS = {
  'a script inside': (page) => page.evaluate(() => append({ text: 'globalThis.broken = true' })),
  'a script from elsewhere': (page, elsewhere) => page.evaluate((src) => append({ src }), `${elsewhere}attack.js`),
  'a script from the box': (page) => page.evaluate(() => append({ src: 'box/budget.json' })),
  'markup': (page) => page.evaluate(() => (document.body.innerHTML += '<img src="data:," onerror="globalThis.broken = true">')),
  'a handler': (page) => page.evaluate(() => document.body.setAttribute('onclick', 'globalThis.broken = true')),
  'text as a program': (page) => page.evaluate(() => window.setTimeout('globalThis.broken = true')),
  'a request elsewhere': (page, elsewhere) => page.evaluate((url) => fetch(url), elsewhere),
  'a picture from elsewhere': (page, elsewhere) => page.evaluate((url) => new Promise((loaded, failed) => Object.assign(new Image(), { src: url, onload: loaded, onerror: failed })), elsewhere),
  'a frame': (page, elsewhere) => page.evaluate((src) => document.body.append(Object.assign(document.createElement('iframe'), { src })), elsewhere),
  'a style inside': (page) => page.evaluate(() => document.head.append(Object.assign(document.createElement('style'), { textContent: 'body { opacity: 0 }' }))),
  // A host that sends no headers says nothing of a worker's own policy: no other may begin.
  'a worker made on the page': (page, elsewhere) => page.evaluate((url) => new Worker(URL.createObjectURL(new Blob([`fetch("${url}")`]))), elsewhere),
  'a worker in an address': (page, elsewhere) => page.evaluate((url) => new Worker(`data:text/javascript,fetch("${url}")`), elsewhere),
  'a worker from elsewhere': (page, elsewhere) => page.evaluate((url) => new Worker(url), `${elsewhere}attack.js`),
  'another base': (page, elsewhere) => page.evaluate((href) => document.head.append(Object.assign(document.createElement('base'), { href })), elsewhere),
};

for (const [host, opened] of [['served by purse', openBox], ['on a host that sends no headers', plainHost]]) {
  test(`${host}, the page runs and loads nothing that is put into it`, async (t) => {
    const box = await opened(t);
    const elsewhere = await site(t, 'globalThis.broken = true');
    const page = await listening(t);
    for (const [what, attack] of Object.entries(ATTACKS)) {
      await page.goto(box.url);
      await resident(page).heading('ballot.title').waitFor();
      await attack(page, elsewhere.url).catch(() => {});
      await page.waitForFunction(() => globalThis.violations.length > 0, null, { timeout: 5_000 }).catch(() => assert.fail(`${what} was let in`));
      assert.deepEqual([await page.evaluate(() => globalThis.broken), elsewhere.asked], [undefined, []], what);
    }
  });
}

test('a script put into the page on its way is not run', async (t) => {
  const box = await openBox(t);
  const page = await listening(t);
  await page.route(box.url, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('<meta', '<script>globalThis.broken = true</script><meta');
    await route.fulfill({ response, body });
  });
  await page.goto(box.url);
  await resident(page).heading('ballot.title').waitFor();
  assert.deepEqual(await page.evaluate(() => [globalThis.broken, globalThis.violations]), [undefined, ['script-src-elem']]);
});

// The file of what follows begins with what all later pieces share.
for (const [piece, part] of [['results', 0.5], ['later', 0.5], ['later', 0.01]]) {
  test(`a piece of the program (${piece}, at ${part}) is not run when it is another than the page was built with`, async (t) => {
    const box = await openBox(t, { ballots: ballots(example(), 5) });
    const page = await listening(t);
    await page.route(new RegExp(`piece-${piece}-[0-9a-f]+_bg\\.wasm$`), async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      body[Math.floor(body.length * part)] ^= 1;
      await route.fulfill({ response, body });
    });
    await page.goto(`${box.url}#results`);
    await resident(page).says(piece === 'results' ? 'start.why' : 'piece.missing');
  });
}

test('a whole journey, results and all, does nothing that the policy forbids', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 20) });
  const page = await listening(t);
  const me = resident(page);
  await me.arrive(box.url);
  await me.press(page.getByRole('button', { name: 'Cymraeg' }));
  const fi = resident(page, undefined, 'cy');
  await fi.heading('ballot.title').waitFor();
  await fi.press(fi.button('ballot.today'));
  await fi.check();
  await fi.send();
  await fi.sent();
  await page.evaluate(() => (location.hash = 'results'));
  await fi.count();
  const saved = page.waitForEvent('download');
  await fi.press(fi.button('results.csv'));
  assert.match((await saved).suggestedFilename(), /\.csv$/);
  assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
});

test('only sites that the organiser lists show the page in a frame', async (t) => {
  const hosts = [await site(t), await site(t)];
  const box = await openBox(t, { options: ['--frame-ancestors', new URL(hosts[0].url).origin] });
  const shown = async ({ url }, inside) => {
    const page = await listening(t);
    await page.goto(url);
    await page.evaluate((src) => document.body.append(Object.assign(document.createElement('iframe'), { src, width: 360, height: 640 })), inside.url);
    const frame = await page.waitForEvent('framenavigated', (frame) => frame.parentFrame() && frame.url() !== 'about:blank');
    return frame.url();
  };
  assert.equal(await shown(hosts[0], box), box.url);
  assert.match(await shown(hosts[1], box), /^chrome-error:/);
  const open = await openBox(t);
  assert.equal(await shown(hosts[1], open), open.url, 'without a list every site may');
});

test("an organiser's markup is text on every screen", async (t) => {
  const attack = '<img src=x onerror="broken=1"><script>broken=1</script><b>&amp;';
  const budget = marked(example(), attack);
  const box = await openBox(t, { budget, ballots: ballots(budget, 12) });
  const page = await listening(t);
  const me = resident(page);
  const holds = async (screen) => {
    await page.getByText(attack).first().waitFor({ state: 'attached' });
    assert.equal(await page.locator('main img, main script, main b, header img').count(), 0, screen);
    assert.equal(await page.evaluate(() => globalThis.broken), undefined, screen);
  };
  await me.arrive(box.url);
  await holds('ballot');
  await me.press(me.button('ballot.today'));
  await me.check();
  await holds('check');
  await me.send();
  await me.sent();
  await holds('receipt');
  await page.evaluate(() => (location.hash = 'results'));
  await me.count();
  await holds('results');
  assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
});

test('a text that would turn the words around it is refused, and never shown', async (t) => {
  const override = '\u202e';
  const files = await plainHost(t, JSON.stringify(marked(example(), `${override}txt`)));
  const page = await listening(t);
  await page.goto(files.url);
  await resident(page).says('broken.malformed');
  assert.ok(!(await page.content()).includes(override));
});

test('without a connection the language stays, the page says so, and afterwards it changes', async (t) => {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  const [first] = box.budget.priorities;
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  await page.context().setOffline(true);
  const welsh = page.getByRole('button', { name: 'Cymraeg' });
  await me.press(welsh);
  await me.says('app.words_missing', { language: 'Cymraeg' });
  await me.has(first.name.en, first.today);
  await page.context().setOffline(false);
  await page.route(/words-cy/, (route) => route.fulfill({ body: 'Please sign in to the Wi-Fi' }));
  await me.press(welsh);
  await me.says('app.words_missing', { language: 'Cymraeg' });
  await page.unroute(/words-cy/);
  await me.press(welsh);
  const fi = resident(page, undefined, 'cy');
  await fi.heading('ballot.title').waitFor();
  assert.equal(await page.getByRole('alert').count(), 0);
  await page.context().setOffline(true);
  await fi.press(page.getByRole('button', { name: 'English' }));
  await me.heading('ballot.title').waitFor();
  await me.press(welsh);
  await fi.heading('ballot.title').waitFor();
  await fi.has(first.name.cy, first.today);
});

test("a Welsh visitor's first page is Welsh, and its words come with the program", async (t) => {
  const box = await openBox(t);
  const page = await visitor(t, { locale: 'cy-GB' });
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.addInitScript(() => {
    globalThis.titles = [];
    new MutationObserver(() => globalThis.titles.push(document.querySelector('h1')?.textContent)).observe(document, { childList: true, subtree: true });
  });
  await page.goto(box.url);
  await resident(page, undefined, 'cy').heading('ballot.title').waitFor();
  const english = (await page.evaluate(() => globalThis.titles)).filter((title) => title?.startsWith('Share'));
  assert.deepEqual(english, []);
  assert.equal(asked.filter((path) => path.startsWith('/words-cy-')).length, 1, 'asked for once');
});

/** A visitor's page that notes what the policy forbids, and has the attacks' helper. */
async function listening(t) {
  const browserPage = await visitor(t);
  const page = await browserPage.context().newPage();
  page.setDefaultTimeout(15_000);
  await page.setViewportSize(PHONE.viewport);
  await page.addInitScript(() => {
    globalThis.violations = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => globalThis.violations.push(effectiveDirective));
    globalThis.append = (properties) => document.head.append(Object.assign(document.createElement('script'), properties));
  });
  return page;
}

/** Every text of the budget with this at its end. */
function marked(budget, attack) {
  const within = (value, key) => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item) => within(item, key));
    if (typeof value.en === 'string') return Object.fromEntries(Object.entries(value).map(([lang, text]) => [lang, `${text.slice(0, 60)} ${attack}`]));
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, within(item, key)]));
  };
  return within(budget);
}

/** Another site: an empty page, or what is given for every address; remembers what was asked of it. */
async function site(t, script) {
  const asked = [];
  const url = await listen(t, (request, response) => {
    asked.push(request.url);
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html').end(script ?? '<!doctype html><title>Council</title><body>');
  });
  return { url, asked };
}

const KINDS = { html: 'text/html', js: 'text/javascript', wasm: 'application/wasm', txt: 'text/plain', json: 'application/json' };

/** The widget and a budget on a host that only sends files. */
async function plainHost(t, budget = JSON.stringify(example())) {
  const url = await listen(t, (request, response) => {
    const path = normalize(new URL(request.url, 'http://host').pathname).replace(/\/$/, '/index.html');
    try {
      const bytes = path === '/box/budget.json' ? budget : readFileSync(join(WIDGET, path));
      response.setHeader('Content-Type', KINDS[path.split('.').pop()]).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  return { url };
}

async function listen(t, answer) {
  const server = createServer(answer);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}
