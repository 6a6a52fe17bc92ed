// What a resident does, in words: by taps, or by keyboard alone.
import { readFileSync } from 'node:fs';

import { like, say } from './words.mjs';

/** By taps: nothing is dragged and nothing is typed. */
export const taps = {
  press: (target) => target.tap(),
};

/** By keyboard alone: Tab until the target has the focus, then Enter or Space. */
export const keys = {
  press: async (target, key = 'Enter') => {
    await reach(target);
    await target.page().keyboard.press(key);
  },
};

const FAR = 400;

/** Moves the focus there by Tab. */
export async function reach(target) {
  await target.waitFor();
  for (let step = 0; step < FAR; step += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press('Tab');
  }
  throw new Error(`Tab did not reach ${target}`);
}

/** The staff's, at every kiosk of the tests. */
export const PIN = '2468';

/** One resident on one page; `hands` are `taps` or `keys`. */
export function resident(page, hands = taps, lang = 'en') {
  const word = (key, values) => say(key, values, lang);
  const button = (key, values) => page.getByRole('button', { name: word(key, values), exact: true });
  const heading = (key) => page.getByRole('heading', { level: 1, name: like(key, {}, lang) });
  const me = {
    page,
    word,
    heading,
    button,
    press: hands.press,
    /** The number field of a line. */
    amount: (name) => page.getByLabel(word('line.amount', { name }), { exact: true }),
    /** Waits until the line has this amount. */
    has: async (name, amount) => {
      const field = await me.amount(name).elementHandle();
      await page.waitForFunction(([field, amount]) => field.value.replace(/\D/g, '') === String(amount), [field, amount]);
    },
    more: (name) => hands.press(button('line.more', { name })),
    less: (name) => hands.press(button('line.less', { name })),
    arrive: async (url) => {
      await page.goto(url);
      if (/kiosk|kisok/i.test(url)) await me.begin();
      await heading('ballot.title').waitFor();
    },
    /** At a kiosk: past the PIN that its place sets at the first start, and past the screen that waits for somebody. */
    begin: async () => {
      const pin = page.getByRole('heading', { name: word('pin.set'), exact: true });
      const begins = button('kiosk.begin');
      await pin.or(begins).or(heading('ballot.title')).first().waitFor();
      if (await pin.isVisible()) {
        await me.pin();
        await me.pin();
        await page.locator('#staff[open]').waitFor({ state: 'detached' });
      }
      if (await begins.isVisible()) await hands.press(begins);
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    },
    pin: async (digits = PIN) => {
      for (const digit of digits) await hands.press(page.getByRole('button', { name: digit, exact: true }));
      await hands.press(button('pin.done'));
    },
    /** From the ballot to the check page, past the questions about the resident, which are shown once. */
    check: async () => {
      await hands.press(button('ballot.check'));
      await heading('about.title').or(heading('check.title')).waitFor();
      if (await heading('about.title').isVisible()) await hands.press(button('about.go_on'));
      await heading('check.title').waitFor();
    },
    send: async () => {
      await hands.press(button('check.send'));
      await heading('check.title').waitFor({ state: 'detached' });
    },
    /** The receipt: this ballot's id, which the page shows in full. */
    receipt: async () => {
      const text = await page.getByText(/[0-9a-f]{64}/).first().textContent();
      return text.match(/[0-9a-f]{64}/)[0];
    },
    sent: () => heading('receipt.sent').waitFor(),
    /** Waits for the outcome of the count, which begins with the results page. */
    count: async () => {
      await page.getByRole('heading', { name: word('results.outcome'), exact: true }).waitFor({ timeout: 60_000 });
    },
    /** The bytes of the result that this page has counted, as anybody can take them away. */
    result: async () => {
      const download = page.waitForEvent('download');
      await hands.press(button('results.json'));
      return readFileSync(await (await download).path(), 'utf8');
    },
    /** From now on the page's clock says that the event is over. */
    later: () => page.clock.setFixedTime(Date.now() + 60 * 24 * 60 * 60 * 1000),
    says: (key, values) => page.getByText(like(key, values, lang)).first().waitFor(),
  };
  return me;
}
