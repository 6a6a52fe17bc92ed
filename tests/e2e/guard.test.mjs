// A kiosk: no way out, nothing that a browser would do beside what the page is for, and everything within reach.
import assert from 'node:assert/strict';
import test from 'node:test';

import { openBox } from './support/box.mjs';
import { findings, visitor } from './support/browser.mjs';
import { resident } from './support/resident.mjs';
import { say } from './support/words.mjs';

async function kiosk(t, options = {}, search = '?mode=kiosk') {
  const box = await openBox(t);
  const page = await visitor(t, options);
  await page.addInitScript(() => {
    globalThis.asked = [];
    navigator.wakeLock.request = async (kind) => {
      globalThis.asked.push(`${kind} stays on`);
      const lock = { released: false };
      globalThis.lets = () => (lock.released = true);
      return lock;
    };
    Element.prototype.requestFullscreen = async () => globalThis.asked.push('full screen');
  });
  const me = resident(page);
  await me.arrive(`${box.url}${search}`);
  return { box, page, me };
}

test('the waiting screen says what this is, is still where motion is unwanted, and begins in either language', async (t) => {
  const { box, page, me } = await kiosk(t);
  await me.press(me.button('kiosk.next'));
  const waiting = page.locator('#waiting[open]');
  await waiting.getByText(box.budget.title.en, { exact: true }).waitFor();
  await waiting.getByText(box.budget.summary.en).waitFor();
  assert.deepEqual(await findings(page), []);
  assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  assert.ok((await page.evaluate(() => document.getAnimations().length)) > 0, 'the test can fail');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await waiting.getByRole('button', { name: 'Cymraeg' }).tap();
  await page.getByRole('heading', { level: 1, name: say('ballot.title', { money: '' }, 'cy').split('{')[0].trim().slice(0, 8) }).or(page.getByRole('button', { name: say('ballot.check', {}, 'cy') })).first().waitFor();
  const focused = await page.evaluate(() => document.activeElement.id);
  assert.equal(focused, 'heading', 'a screen reader begins at the top');
  await page.getByRole('button', { name: say('kiosk.next', {}, 'cy') }).tap();
  await waiting.getByText(say('kiosk.begin')).waitFor();
  // A touch anywhere begins.
  await page.touchscreen.tap(20, 20);
  await waiting.waitFor({ state: 'detached' });
  // So does a key, also one that would close a dialog.
  await me.press(me.button('kiosk.next'));
  await waiting.waitFor();
  await page.keyboard.press('Escape');
  await waiting.waitFor({ state: 'detached' });
});

test('nothing that a page can stop leads away, shows something else, or keeps something', async (t) => {
  const { page } = await kiosk(t);
  const stopped = (name, kind, init, where = 'h1') =>
    page.evaluate(
      ([name, kind, init, where]) => {
        const event = new globalThis[kind](name, { bubbles: true, cancelable: true, ...init });
        return !document.querySelector(where).dispatchEvent(event);
      },
      [name, kind, init, where],
    );
  for (const name of ['contextmenu', 'dragstart', 'dragover', 'drop', 'selectstart', 'copy', 'auxclick']) {
    assert.ok(await stopped(name, 'MouseEvent', {}), name);
  }
  // The next person would paste what was in the last one's field, such as a voting code.
  for (const name of ['copy', 'cut']) assert.ok(await stopped(name, 'ClipboardEvent', {}, '#amount-0'), `${name} in a field`);
  assert.ok(await stopped('wheel', 'WheelEvent', { ctrlKey: true }));
  for (const button of [3, 4]) assert.ok(await stopped('mouseup', 'MouseEvent', { button }));
  assert.ok(await stopped('click', 'MouseEvent', { ctrlKey: true }, 'a'), 'a tab of its own');
  const keys = [
    ...[...'psoufgrdhjlke+-0'].map((key) => ({ key, ctrlKey: true })),
    ...[...'PIJ'].map((key) => ({ key, ctrlKey: true, shiftKey: true })),
    ...['F1', 'F3', 'F5', 'F11', 'F12', 'BrowserBack', 'ContextMenu'].map((key) => ({ key })),
    ...['ArrowLeft', 'ArrowRight', 'Home'].map((key) => ({ key, altKey: true })),
    { key: 'r', metaKey: true },
  ];
  for (const key of keys) assert.ok(await stopped('keydown', 'KeyboardEvent', key), JSON.stringify(key));
  // What somebody needs goes on.
  for (const [name, kind, init, where] of [
    ['wheel', 'WheelEvent', {}, 'h1'],
    ['keydown', 'KeyboardEvent', { key: 'a', ctrlKey: true }, '#amount-0'],
    ['keydown', 'KeyboardEvent', { key: 'Tab' }, 'h1'],
    ['keydown', 'KeyboardEvent', { key: 'r' }, '#amount-0'],
    ['selectstart', 'Event', {}, '#amount-0'],
    ['paste', 'ClipboardEvent', {}, '#amount-0'],
  ]) {
    assert.ok(!(await stopped(name, kind, init, where)), `${name} ${JSON.stringify(init)}`);
  }
  const looks = await page.evaluate(() => {
    const { userSelect, touchAction } = getComputedStyle(document.documentElement);
    return { userSelect, touchAction, fields: [...document.querySelectorAll('input')].every((it) => it.autocomplete === 'off' || ['range', 'checkbox', 'radio'].includes(it.type)) };
  });
  assert.deepEqual(looks, { userSelect: 'none', touchAction: 'pan-x pan-y', fields: true });
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('body').isVisible(), false, 'nothing is printed');
});

test('a link to a part of the page leads there, and adds nothing to the history', async (t) => {
  const { page } = await kiosk(t);
  const before = await page.evaluate(() => history.length);
  await page.locator('a[href="#limits"]').first().click();
  await page.waitForFunction(() => Math.abs(document.getElementById('limits').getBoundingClientRect().top) < innerHeight);
  assert.deepEqual(await page.evaluate(() => [history.length, location.hash]), [before, '']);
});

test('Back, pressed as often as one likes, leads to the same page, and the history does not grow', async (t) => {
  const { box, page, me } = await kiosk(t);
  const { origin } = new URL(box.url);
  const before = await page.evaluate(() => history.length);
  for (let round = 0; round < 3; round += 1) {
    await me.press(me.button('ballot.today'));
    await me.check();
    for (let back = 0; back < 3; back += 1) {
      await page.goBack();
      // It is the ballot on the way up, and still once the page is up again.
      await page.waitForFunction(() => history.state?.top);
      await me.heading('ballot.title').waitFor();
    }
    await Promise.all([page.goBack(), page.goBack()]);
    await page.waitForFunction(() => history.state?.top);
    await me.heading('ballot.title').waitFor();
    assert.ok(page.url().startsWith(origin));
    await me.press(me.button('kiosk.next').or(me.button('kiosk.unsent')));
    await me.begin();
  }
  assert.equal(await page.evaluate(() => history.length), before);
});

test('the screen stays on and is filled: asked again on the next touch and when the page is seen again', async (t) => {
  const { page } = await kiosk(t);
  const asked = (what) => page.evaluate((what) => globalThis.asked.filter((it) => it === what).length, what);
  assert.equal(await asked('full screen'), 0, 'the page would be put over the dialogs that were open so far');
  await page.touchscreen.tap(8, 200);
  assert.ok((await asked('full screen')) > 0);
  const on = await asked('screen stays on');
  assert.equal(on, 1, 'once while it is held');
  await page.evaluate(() => globalThis.lets());
  await page.touchscreen.tap(8, 200);
  await page.waitForFunction(() => globalThis.asked.filter((it) => it === 'screen stays on').length === 2);
  await page.evaluate(() => {
    globalThis.lets();
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.waitForFunction(() => globalThis.asked.filter((it) => it === 'screen stays on').length === 3);
});

for (const [width, height] of [[360, 640], [768, 1024], [1080, 1920], [1920, 1080]]) {
  test(`at ${width}×${height} everything pressed has 60 px, and on tall screens none stands in the upper third`, async (t) => {
    const { page, me } = await kiosk(t, { viewport: { width, height }, isMobile: width < 1000, hasTouch: true });
    const pressed = () =>
      page.evaluate(() => {
        const cover = document.querySelector('dialog[open]');
        const all = (cover ?? document).querySelectorAll('button, summary, input:not([type="range"], .unseen)');
        const seen = [...all].filter((it) => it.checkVisibility() && it.getBoundingClientRect().width > 2);
        return seen.map((it) => {
          // A box is ticked by its words as well.
          const all = [it, ...(it.labels ?? [])].map((part) => part.getBoundingClientRect());
          const [top, left] = [Math.min(...all.map((it) => it.top)), Math.min(...all.map((it) => it.left))];
          const [height, width] = [Math.max(...all.map((it) => it.bottom)) - top, Math.max(...all.map((it) => it.right)) - left];
          return { says: it.textContent.trim() || it.id, top: Math.round(top + scrollY * !cover), width: Math.round(width), height: Math.round(height) };
        });
      });
    const fits = async (where) => {
      for (const one of await pressed()) {
        const says = `${where}: ${JSON.stringify(one)}`;
        assert.ok(one.height >= 60 && one.width >= 60, says);
        if (height >= 1000) assert.ok(one.top >= Math.floor(height / 3) - 1, says);
      }
    };
    await fits('ballot');
    await me.press(me.button('ballot.today'));
    await me.check();
    await fits('check');
    await me.press(me.button('kiosk.unsent'));
    await page.locator('#waiting[open]').waitFor();
    await fits('waiting');
    await me.press(me.button('kiosk.staff').last());
    await page.getByText(say('pin.asks')).waitFor();
    await fits('pin');
    await me.pin();
    await page.getByText(say('staff.title')).waitFor();
    await fits('staff');
  });
}
