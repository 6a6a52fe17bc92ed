// Everyone can take part: axe on every screen, light and dark; nothing is cut off at 320 px; other alphabets and wants.
import assert from 'node:assert/strict';
import test from 'node:test';

import { ballots } from './support/ballots.mjs';
import { openBox } from './support/box.mjs';
import { findings, visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { resident } from './support/resident.mjs';

/** Goes through all the screens and calls `look` on each. */
async function tour(me, url, look) {
  await me.arrive(url);
  await look('ballot');
  await me.press(me.button('ballot.today'));
  await me.page.locator('details summary').first().click();
  await look('ballot with details');
  await me.press(me.button('ballot.check'));
  await me.heading('about.title').waitFor();
  await look('about');
  await me.press(me.button('about.go_on'));
  await me.heading('check.title').waitFor();
  await look('check');
  await me.page.route('**/box/ballots/*', (route) => route.abort());
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await look('receipt, not sent yet');
  await me.page.unroute('**/box/ballots/*');
  await me.press(me.button('receipt.send_now'));
  await me.sent();
  await look('receipt');
  await me.page.goto(`${url}#results`);
  await me.heading('results.title').waitFor();
  await look('results, not counted');
  await me.count();
  await me.page.locator('#how').waitFor();
  await look('results');
  await me.page.evaluate(() => document.querySelectorAll('details').forEach((fold) => (fold.open = true)));
  await look('results with every table');
}

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing on any screen (${colorScheme})`, async (t) => {
    const budget = example();
    const box = await openBox(t, { budget, ballots: ballots(budget, 30) });
    const me = resident(await visitor(t, { colorScheme }));
    const found = [];
    await tour(me, box.url, async (screen) => found.push(...(await findings(me.page)).map((finding) => `${screen}: ${finding}`)));
    assert.deepEqual(found, []);
  });
}

test('axe finds nothing on the error summary', async (t) => {
  const budget = { ...example(), unspent: false };
  const box = await openBox(t, { budget });
  const me = resident(await visitor(t));
  await me.arrive(box.url);
  await me.press(me.button('ballot.check'));
  await me.page.getByText(me.word('faults.title')).first().waitFor();
  assert.match(await me.page.title(), /^Error: /);
  assert.equal(await me.page.evaluate(() => document.activeElement?.id), 'faults');
  assert.deepEqual(await findings(me.page), []);
});

test('axe finds nothing where the budget cannot be had or read', async (t) => {
  const box = await openBox(t);
  const me = resident(await visitor(t));
  const found = [];
  for (const answer of [{ status: 500 }, { status: 200, contentType: 'application/json', body: '{"format":"common-purse/budget/1"}' }]) {
    await me.page.route('**/box/budget.json', (route) => route.fulfill(answer));
    await me.page.goto(box.url);
    await me.heading('broken.title').waitFor();
    found.push(...(await findings(me.page)));
    await me.page.unroute('**/box/budget.json');
  }
  assert.deepEqual(found, []);
  await me.press(me.button('broken.try_again'));
  await me.heading('ballot.title').waitFor();
});

test('nothing is wider than a screen of 320 px', async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 30) });
  // A phone would zoom out to show what is too wide; a narrow window does not.
  const me = resident(await visitor(t, { viewport: { width: 320, height: 640 }, isMobile: false }));
  const wide = [];
  await tour(me, box.url, async (screen) => wide.push(...(await wider(me.page, 320)).map((what) => `${screen}: ${what}`)));
  assert.deepEqual(wide, []);
});

/** What makes the page wider than this, when it is. */
async function wider(page, width) {
  return page.evaluate((width) => {
    if (document.scrollingElement.scrollWidth <= width) return [];
    const beyond = [...document.body.querySelectorAll('*')].filter((element) => element.getBoundingClientRect().right > width + 0.5);
    return beyond.map((element) => `${element.tagName}.${element.className} reaches ${Math.round(element.getBoundingClientRect().right)} px`);
  }, width);
}

test('nothing is cut off with text spaced as WCAG 1.4.12 asks', async (t) => {
  const box = await openBox(t);
  // A visitor's own style is not the page's, so the page's policy does not bind it.
  const me = resident(await visitor(t, { bypassCSP: true }));
  await me.arrive(box.url);
  await me.page.addStyleTag({
    content: '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }',
  });
  assert.deepEqual(await wider(me.page, 360), []);
});

/** The example with every amount so many times as large. */
function times(budget, factor, currency) {
  const money = ['total', 'step', 'floor', 'cap', 'today', 'amount', 'below', 'at_least'];
  const larger = (value, name) => {
    if (typeof value === 'number') return money.includes(name) ? value * factor : value;
    if (Array.isArray(value)) return value.map((item) => larger(item));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, larger(item, name)]));
  };
  return { ...larger(budget), currency };
}

test('no amount is cut off by its field, however large it is and however the visitor reads', async (t) => {
  const styles = ['p {}', 'html { font-size: 200% }', '* { letter-spacing: .12em !important; word-spacing: .16em !important }'];
  const cut = [];
  for (const [factor, currency, locale] of [[1, 'GBP', 'en-GB'], [100, 'INR', 'en-IN'], [16_000, 'GBP', 'en-GB']]) {
    const box = await openBox(t, { budget: times(example(), factor, currency) });
    const me = resident(await visitor(t, { bypassCSP: true, locale }));
    await me.arrive(box.url);
    for (const style of styles) {
      const added = await me.page.addStyleTag({ content: style });
      const fields = me.page.locator('.line-amount .field');
      const lacks = await fields.evaluateAll((fields) =>
        fields.map((field) => {
          const before = field.value;
          field.value = field.parentElement.dataset.widest;
          const lacks = field.scrollWidth - field.clientWidth;
          field.value = before;
          return lacks;
        }),
      );
      assert.ok(lacks.length > 0);
      const wide = await wider(me.page, 360);
      if (Math.max(...lacks) > 0 || wide.length > 0) cut.push({ factor, currency, style, lacks, wide });
      await added.evaluate((element) => element.remove());
    }
  }
  assert.deepEqual(cut, []);
});
