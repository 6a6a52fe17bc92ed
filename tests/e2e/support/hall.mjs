// A room's screen, and whoever leads the evening.
import assert from 'node:assert/strict';

import jsQR from 'jsqr';

import { visitor } from './browser.mjs';
import { like } from './words.mjs';

export const SCREENS = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

/** A screen on the hall's page, whose time passes when the test says so; in a browser of its own unless a page is given. */
export async function hall(t, url, { viewport = SCREENS[0], later = 0, at, ...options } = {}, given) {
  const page = given ?? (await visitor(t, { viewport, isMobile: false, hasTouch: false, ...options }));
  if (given) await page.setViewportSize(viewport);
  await page.clock.install({ time: at ?? Date.now() + later });
  await page.goto(`${url}#hall`);
  const step = page.locator('.hall-step');
  await step.waitFor();
  const unreadableNow = (dir) => page.evaluate(unreadable, dir);
  return {
    page,
    /** Every language of this step is read whole from the last row. */
    fits: async () => {
      for (const lang of ['en', 'cy']) {
        await page.locator(`.hall[lang="${lang}"]`).waitFor();
        assert.deepEqual(await unreadableNow('ltr'), [], lang);
        await page.keyboard.press('l');
      }
      await page.locator('.hall[lang="en"]').waitFor();
    },
    press: (key) => page.keyboard.press(key),
    leaveField: () => page.evaluate(() => document.activeElement?.blur()),
    says: (key, values) => page.locator('.hall').getByText(like(key, values)).first().waitFor(),
    text: () => step.innerText(),
    /** Is this step's heading the one with these words? */
    has: async (key) => like(key).test(await page.locator('.hall h1').first().innerText()),
    lines: () => page.locator('.hall-line').count(),
    /** What this step says that lines get: name and whole pounds. */
    amounts: () =>
      page.locator('.hall-line:has(.hall-figures)').evaluateAll((lines) =>
        lines.map((line) => [
          line.querySelector('.hall-name').textContent.trim(),
          Number(line.querySelector('.hall-amount').textContent.replace(/\D/g, '')),
        ]),
      ),
    /** What a phone's camera finds on the screen. */
    scanned: async () => {
      const shot = (await page.screenshot()).toString('base64');
      const { data, width, height } = await points(page, shot);
      return jsQR(Uint8ClampedArray.from(Buffer.from(data, 'base64')), width, height)?.data;
    },
    /** What is too small for the last row, or is not seen whole. */
    unreadable: unreadableNow,
  };
}

/** The points of a picture, unpacked by a page without a policy. */
async function points(page, shot) {
  const blank = await page.context().newPage();
  const found = await blank.evaluate(async (shot) => {
    const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob());
    const { width, height } = picture;
    const canvas = new OffscreenCanvas(width, height).getContext('2d');
    canvas.drawImage(picture, 0, 0);
    const { data } = canvas.getImageData(0, 0, width, height);
    let text = '';
    for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
    return { data: btoa(text), width, height };
  }, shot);
  await blank.close();
  return found;
}

function unreadable(dir) {
  const root = document.querySelector('.hall');
  const before = root.dir;
  root.dir = dir;
  const step = root.querySelector('.hall-step');
  const least = innerHeight * 0.05;
  const room = step.getBoundingClientRect();
  const wrong = [];
  const say = (what, element) => wrong.push(`${what}: ${element.className || element.localName} "${element.textContent.slice(0, 40)}"`);
  if (step.scrollHeight > step.clientHeight + 1 || step.scrollWidth > step.clientWidth + 1) say(`overflows by ${step.scrollHeight - step.clientHeight} and ${step.scrollWidth - step.clientWidth}`, step);
  const texts = document.createTreeWalker(step, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const element = text.parentElement;
    if (!text.data.trim() || element.closest('.unseen')) continue;
    const size = Number.parseFloat(getComputedStyle(element).fontSize);
    if (size < least) say(`${size} px of ${least}`, element);
    // On the bar's page names are reminders, in one row: the lines have told them whole.
    if (element.closest('.hall-row')) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    if (left < room.left - 1 || right > room.right + 1 || top < room.top - 1 || bottom > room.bottom + 1) say('outside', element);
    const clip = element.closest('.hall-name, .hall-long, .hall-wifi');
    if (clip && clip.scrollHeight > clip.clientHeight + 2) say('cut off', element);
  }
  for (const parts of [step.children, ...[...step.querySelectorAll('.hall-beside, .hall-list, .hall-line')].map((it) => it.children)]) {
    const boxes = [...parts].filter((it) => !it.matches('.unseen')).map((it) => [it, it.getBoundingClientRect()]);
    for (const [one, a] of boxes) {
      for (const [other, b] of boxes) {
        const over = Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2;
        if (one !== other && over) say(`lies over ${other.className || other.localName}`, one);
      }
    }
  }
  root.dir = before;
  return wrong;
}
