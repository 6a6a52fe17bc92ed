// Whoever types paper ballots in: keys, and nothing else.
import { like, say } from './words.mjs';

const DESK = '?channel=paper&place=Library%20desk';

export function typist(page) {
  const me = {
    page,
    /** Waits for the keyboard to be in this field. */
    at: (id) => page.waitForFunction((id) => document.activeElement?.id === id, id),
    enter: async (text = '') => {
      await page.keyboard.type(String(text));
      await page.keyboard.press('Enter');
    },
    press: (key) => page.keyboard.press(key),
    says: (key, values) => page.getByText(like(key, values)).first().waitFor(),
    sit: async (url) => {
      await page.goto(url + DESK);
      await page.getByRole('heading', { level: 1, name: say('desk.title') }).waitFor();
    },
    begin: async (number, declared) => {
      await me.at('desk-batch');
      await me.enter(number);
      await me.at('desk-declared');
      await me.enter(declared);
      await me.at('desk-number');
    },
    /** A whole sheet under the number that is offered. */
    sheet: async (amounts, { code, answers = [] } = {}) => {
      await me.at('desk-number');
      await me.enter();
      if (code) await me.enter(code);
      for (const [line, amount] of amounts.entries()) {
        await me.at(`desk-line-${line}`);
        await me.enter(amount);
      }
      for (const [question, answer] of answers.entries()) {
        await me.at(`desk-question-${question}`);
        await me.enter(answer);
      }
    },
    rows: () => page.locator('.desk tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.innerText.trim()))),
  };
  return me;
}

/** Amounts for the six lines of the small example that keep every limit; the second where the first line has no view. */
export const WHOLE = [15_000, 10_000, 6_000, 6_000, 7_000, 6_000];
export const NO_VIEW = ['n', 14_000, 8_000, 6_000, 7_000, 6_000];
