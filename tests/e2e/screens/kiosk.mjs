// Pictures of a kiosk: what its visitors and its staff see.
import { openBox } from '../support/box.mjs';
import { visitor } from '../support/browser.mjs';
import { resident } from '../support/resident.mjs';
import { say } from '../support/words.mjs';

export async function walk(t, options, keep) {
  const box = await openBox(t);
  const page = await visitor(t, options);
  const me = resident(page, { press: (target) => target.click() });
  await page.clock.install();
  await page.goto(`${box.url}?mode=kiosk&place=library`);
  await page.getByRole('heading', { name: say('pin.set') }).waitFor();
  await keep(page, 'kiosk-first');
  await me.pin();
  await me.pin();
  await me.button('kiosk.begin').waitFor();
  await keep(page, 'kiosk-waiting');
  await me.begin();
  await me.press(me.button('ballot.today'));
  await keep(page, 'kiosk-ballot');
  await page.clock.runFor(95_000);
  await page.getByRole('alertdialog').waitFor();
  await keep(page, 'kiosk-question');
  // A key answers, and does nothing else.
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' });
  await page.route('**/box/ballots/*', (route) => route.abort());
  await me.check();
  await me.send();
  await me.heading('receipt.kept').waitFor();
  await me.press(me.button('kiosk.next'));
  await me.press(me.button('kiosk.staff').last());
  await page.getByText(say('pin.asks')).waitFor();
  await keep(page, 'kiosk-pin');
  await me.pin();
  await page.getByText(say('staff.title')).waitFor();
  await me.press(me.button('staff.end'));
  await keep(page, 'kiosk-staff');
}
