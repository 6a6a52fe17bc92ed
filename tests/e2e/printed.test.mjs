// What organisers print, as Chromium prints it: on so many pages of A4, nothing cut, black on white.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { folder, PURSE } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { example, long } from './support/budget.mjs';

/** Millimetres of A4 as CSS pixels. */
const MM = 96 / 25.4;

/** The largest that a budget may be, in words that have nowhere to break. */
function hostile() {
  const budget = long(40);
  for (const line of budget.priorities) {
    line.name = { en: 'Wordwithoutend'.repeat(8), cy: 'Gairheb ddiwedd '.repeat(7).trim() };
    line.about = { en: 'word '.repeat(119).trim(), cy: 'Gairhebddiwedd'.repeat(42) };
  }
  return { ...budget, total: 100_000_000, no_view: false };
}

function printed(t, command, budget, more = []) {
  const file = join(folder(t), 'budget.json');
  const output = file.replace('budget.json', `${command}.html`);
  writeFileSync(file, JSON.stringify(budget));
  execFileSync(PURSE, [command, file, '--output', output, ...more]);
  return `file://${output}`;
}

/** Opens it as it is printed; the pages that it takes. */
async function print(t, address, width = 190) {
  const page = await visitor(t, { viewport: { width: Math.round(width * MM), height: 1000 }, isMobile: false, hasTouch: false });
  await page.goto(address);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  await page.emulateMedia({ media: 'print' });
  return { page, pages: pdf.match(/\/Type\s*\/Page\b/g).length, sizes: new Set(pdf.match(/\/MediaBox\s*\[[^\]]*\]/g)) };
}

/** What is wider than the place it has. */
const wide = (page) =>
  page.evaluate(() => {
    const [width, all] = [document.documentElement.clientWidth, [...document.body.querySelectorAll('*')]];
    return all.filter((one) => one.getBoundingClientRect().right > width + 1).map((one) => one.outerHTML.slice(0, 200));
  });

for (const [name, budget, most] of [
  ['the small example, both languages on one sheet', example('small-fund'), 2],
  ['the large example, a form of three pages for each language', example(), 6],
  ['forty lines', long(40), 22],
  ['forty lines with the longest words', hostile(), 36],
]) {
  test(`the paper twin fits A4: ${name}`, async (t) => {
    const { page, pages, sizes } = await print(t, printed(t, 'paper', budget));
    assert.ok(pages <= most, `${pages} pages`);
    assert.equal(sizes.size, 1);
    assert.match([...sizes][0], /594\.9\d* 841\.9|595 842/);
    assert.deepEqual(await wide(page), []);
    // What stays together is never higher than a page below the form's head.
    const parts = await page.locator('tbody > tr').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    const heads = await page.locator('thead').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
    assert.ok(Math.max(...parts) + Math.max(...heads) < (297 - 18) * MM, `${Math.max(...parts)} px`);
    // The boxes of all lines and of their sum end below each other.
    const ends = await page.locator('.answer > .figures').evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().right)));
    assert.equal(new Set(ends).size, 1);
  });
}

test('what is printed can be photocopied: no colour and no grey', async (t) => {
  for (const address of [printed(t, 'paper', example()), printed(t, 'poster', example(), ['--address', 'https://budget.example.org/'])]) {
    const { page } = await print(t, address);
    const colours = await page.evaluate(() => {
      const used = new Set();
      for (const one of document.querySelectorAll('html, body, body *')) {
        const style = getComputedStyle(one);
        const border = ['Top', 'Right', 'Bottom', 'Left'].filter((side) => parseFloat(style[`border${side}Width`]) > 0);
        for (const colour of [style.color, style.backgroundColor, ...border.map((side) => style[`border${side}Color`])]) used.add(colour);
        assert(style.opacity === '1' && style.backgroundImage === 'none');
      }
      function assert(so) { if (!so) throw new Error('something is half seen'); }
      return [...used].sort();
    });
    assert.deepEqual(colours, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']);
  }
});

for (const [paper, size] of [['a4', /594\.9\d* 841\.9|595 842/], ['a3', /841\.9\d* 1191|842 1191/]]) {
  test(`the poster is one page of ${paper}, with a code as wide as a hand at least`, async (t) => {
    for (const budget of [example('small-fund'), hostile()]) {
      budget.title = { en: 'Everyone decides together: '.repeat(4).trim(), cy: 'Pawb yn penderfynu: '.repeat(6).trim() };
      const address = 'https://budget.example.org/a-long-path-to-the-hall-x';
      const { page, pages, sizes } = await print(t, printed(t, 'poster', budget, ['--address', address, '--paper', paper]), paper === 'a4' ? 210 : 297);
      assert.equal(pages, 1);
      assert.match([...sizes][0], size);
      assert.deepEqual(await wide(page), []);
      const bottom = await page.locator('main > :last-child').evaluate((one) => one.getBoundingClientRect().bottom);
      const whole = await page.locator('main').evaluate((one) => one.getBoundingClientRect().bottom);
      assert.ok(bottom <= whole, 'the last words are on the page');
      const code = await page.locator('svg').evaluate((one) => one.getBoundingClientRect().height);
      assert.ok(code >= 79 * MM * (paper === 'a4' ? 1 : 1.41), `${code} px`);
    }
  });
}
