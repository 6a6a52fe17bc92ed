// Raw touch events on a slider, as a phone's screen sends them: what scrolls changes nothing.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { resident } from './support/resident.mjs';

/** A ballot at today's amounts, a finger, and the slider of its third line in the middle of the screen. */
async function begun(t) {
  const box = await openBox(t);
  const page = await visitor(t);
  const me = resident(page);
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  const line = box.budget.priorities[2];
  await me.has(line.name.en, line.today);
  const slider = page.getByRole('slider').nth(2);
  await slider.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const cdp = await page.context().newCDPSession(page);
  const touch = (type, ...points) => cdp.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const { x, y, width, height } = await slider.boundingBox();
  /** A place along the slider, from 0 to 1. */
  const at = (share) => [x + width * share, y + height / 2];
  const all = () => page.getByRole('slider').evaluateAll((sliders) => sliders.map(({ value }) => value));
  return { page, me, line, slider, touch, at, all, before: await all() };
}

/** Down at the first place, in steps to the last, and up. */
async function swipe(touch, [x, y], [toX, toY], steps = 10) {
  await touch('touchStart', [x, y]);
  for (let step = 1; step <= steps; step += 1) await touch('touchMove', [x + ((toX - x) * step) / steps, y + ((toY - y) * step) / steps]);
  await touch('touchEnd');
}

test('a finger that scrolls, put down anywhere on a slider, changes no amount', async (t) => {
  const { page, touch, at, all, before } = await begun(t);
  for (const share of [0.05, 0.5, 0.95]) {
    for (const far of [-210, 210]) {
      const from = await page.evaluate(() => scrollY);
      const [x, y] = at(share);
      await swipe(touch, [x, y], [x + 4, y + far]);
      await page.waitForFunction((from) => scrollY !== from, from);
      assert.deepEqual(await all(), before, `${share} ${far}`);
      await page.evaluate((from) => scrollTo({ top: from, behavior: 'instant' }), from);
    }
  }
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  await undo.click();
  const floors = await all();
  assert.notDeepEqual(floors, before, 'the one step for undo is "today"');
});

test('a finger that scrolls leaves no trace in what the device keeps', async (t) => {
  const { page, me, line, touch, at } = await begun(t);
  const [x, y] = at(0.95);
  await swipe(touch, [x, y], [x, y - 210]);
  await me.has(line.name.en, line.today);
  await page.reload();
  await me.says('ballot.restored');
  await me.has(line.name.en, line.today);
});

test('a tap on the track and a drag of the thumb still set the amount', async (t) => {
  const { slider, touch, at, line } = await begun(t);
  const { floor, cap } = line;
  const share = async () => (Number(await slider.inputValue()) - floor) / (cap - floor);
  await touch('touchStart', at(0.25));
  await touch('touchEnd');
  const tapped = await share();
  assert.ok(Math.abs(tapped - 0.25) < 0.15, `a tap at a quarter: ${tapped}`);
  await swipe(touch, at(tapped), at(0.1));
  const dragged = await share();
  assert.ok(dragged < tapped, `a drag to the left: ${dragged}`);
});

test('a mouse and the keyboard still set the amount', async (t) => {
  const { page, slider, at, line, before } = await begun(t);
  await page.mouse.click(...at(0.1));
  assert.ok(Number(await slider.inputValue()) < Number(before[2]));
  await slider.press('Home');
  assert.equal(Number(await slider.inputValue()), line.floor);
  await slider.press('ArrowRight');
  assert.ok(Number(await slider.inputValue()) > line.floor);
});
