// An event with an organiser's key of its own, and with codes where a test asks for them.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { folder, openBox, purse } from './box.mjs';
import { example } from './budget.mjs';

const PASSPHRASE = 'teapot ladder orbit fox';

/** Served until the test ends; `codes` says how many cards there are, none for an open event. */
export async function openEvent(t, { codes = 0, sealed = false, name = 'small-fund', signers = true } = {}) {
  const files = folder(t);
  const at = (file) => join(files, file);
  writeFileSync(at('passphrase'), `${PASSPHRASE}\n`);
  const organiser = (...words) => purse(...words, '--passphrase-file', at('passphrase'));
  const budget = example(name);
  delete budget.keys;
  if (!signers) delete budget.signers;
  writeFileSync(at('budget.json'), JSON.stringify(budget, null, 2));
  const kind = [...(codes ? ['--codes'] : []), ...(sealed ? ['--sealed'] : [])];
  organiser('key', 'new', at('event.key'), '--budget', at('budget.json'), ...kind);
  const box = await openBox(t, { budget: JSON.parse(readFileSync(at('budget.json'))) });
  let cards = [];
  if (codes) {
    organiser('codes', 'new', '--budget', join(box.path, 'budget.json'), '--key', at('event.key'), '--count', String(codes), '--out', at('codes'), '--box', box.path);
    cards = readFileSync(at('codes/codes.csv'), 'utf8').match(/\w{4}-\w{4}-\w{4}-\w{5}/g);
  }
  return {
    ...box,
    codes: cards,
    /** The address on a card. */
    card: (at) => `${box.url}#code=${cards[at]}`,
    void: (number) => organiser('codes', 'void', box.path, '--key', at('event.key'), '--number', String(number), '--codes', at('codes/codes.csv')),
    close: () => organiser('open', box.path, '--key', at('event.key'), '--early'),
    closes: () => readdirSync(join(box.path, 'close')).map((file) => readFileSync(join(box.path, 'close', file))),
  };
}
