// Pictures of the screens: node screens.mjs FOLDER (`cargo xtask screens`).
// Those for the documentation go into FOLDER; dark and mirrored ones, to look at, into a temporary folder.
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as desk from './screens/desk.mjs';
import { ballots } from './support/ballots.mjs';
import { openBox } from './support/box.mjs';
import { PHONE, visitor } from './support/browser.mjs';
import { example } from './support/budget.mjs';
import { event } from './support/event.mjs';
import * as device from './screens/device.mjs';
import * as hall from './screens/hall.mjs';
import * as kiosk from './screens/kiosk.mjs';
import { resident } from './support/resident.mjs';

const documentation = process.argv[2] ?? 'screens';
const look = mkdtempSync(join(tmpdir(), 'common-purse-screens-'));
const DESKTOP = { viewport: { width: 1200, height: 800 }, isMobile: false, hasTouch: false };
const SHARP = { ...PHONE, deviceScaleFactor: 2 };

/** Screens of places and devices, each in a file of `screens`: `walk(t, options, keep)` goes through them. */
const PLACES = [hall, kiosk, desk, device];
const SIZES = [PHONE, ...[[1280, 800], [1920, 1080]].map(([width, height]) => ({ viewport: { width, height }, isMobile: false, hasTouch: false }))];

mkdirSync(documentation, { recursive: true });
await event(async (t) => {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 120) });
  await walk(t, box, SHARP, (screen) => join(documentation, `${screen}-phone.png`), ['ballot', 'check', 'receipt', 'results']);
  await walk(t, box, DESKTOP, (screen) => join(documentation, `${screen}-desktop.png`), ['ballot', 'results']);
  await walk(t, box, { ...SHARP, colorScheme: 'dark' }, (screen) => join(look, `${screen}-phone-dark.png`));
  await walk(t, box, { ...DESKTOP, colorScheme: 'dark' }, (screen) => join(look, `${screen}-desktop-dark.png`));
  await walk(t, box, SHARP, (screen) => join(look, `${screen}-phone-rtl.png`), undefined, 'rtl');
  await walk(t, box, { ...SHARP, forcedColors: 'active' }, (screen) => join(look, `${screen}-phone-forced.png`));
  for (const { walk } of PLACES) {
    for (const options of SIZES) {
      const { width, height } = options.viewport;
      const picture = (folder, end) => async (page, screen) => {
        const path = join(folder, `${screen}-${width}x${height}${end}.png`);
        await page.screenshot({ path });
        console.log(path);
      };
      await walk(t, options, picture(documentation, ''));
      await walk(t, { ...options, colorScheme: 'dark' }, picture(look, '-dark'));
      await walk(t, options, async (page, screen) => {
        await page.evaluate(() => [document.documentElement, ...document.querySelectorAll('[dir]:not(bdi)')].forEach((part) => (part.dir = 'rtl')));
        await picture(look, '-rtl')(page, screen);
      });
    }
  }
});
console.log(`Dark, mirrored and forced-colour pictures are in ${look}`);

/** Goes through the screens as a resident and keeps a picture of those wanted. */
async function walk(t, box, options, file, wanted = ['ballot', 'lines', 'about', 'check', 'receipt', 'results', 'checks'], dir) {
  const page = await visitor(t, options);
  const me = resident(page, { press: (target) => target.click() });
  const keep = async (screen) => {
    if (!wanted.includes(screen)) return;
    if (dir) await page.evaluate((dir) => (document.documentElement.dir = dir), dir);
    await page.screenshot({ path: file(screen) });
    console.log(file(screen));
  };
  const [first, second] = box.budget.priorities;
  await me.arrive(box.url);
  await me.press(me.button('ballot.today'));
  for (let press = 0; press < 4; press += 1) await me.more(second.name.en);
  await me.less(first.name.en);
  await page.evaluate(() => scrollTo(0, 0));
  await keep('ballot');
  await page.evaluate(() => scrollTo(0, 900));
  await keep('lines');
  await me.press(me.button('ballot.check'));
  await me.heading('about.title').waitFor();
  await keep('about');
  await me.press(me.button('about.go_on'));
  await me.heading('check.title').waitFor();
  await keep('check');
  await me.send();
  await me.sent();
  await keep('receipt');
  await me.press(page.getByRole('link', { name: me.word('receipt.results') }).or(me.button('receipt.results')));
  await me.heading('results.title').waitFor();
  await me.count();
  await page.evaluate(() => scrollTo(0, 0));
  await keep('results');
  await page.getByRole('heading', { name: me.word('results.fair') }).scrollIntoViewIfNeeded();
  await keep('checks');
}
