// Voting codes: what somebody without a code, with somebody else's, or with the same one twice may try.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ballots, id, noSignature } from '../../e2e/support/ballots.mjs';
import { fill, folder, purse } from '../../e2e/support/box.mjs';
import { example } from '../../e2e/support/budget.mjs';
import { codedEvent, nameOf, spelt, unspelt, voter } from '../support/coded.mjs';
import { ends, isKept, newResident, practice, untilSent } from '../support/event.mjs';
import * as faults from '../support/proxy.mjs';
import { sha256 } from '../support/seal.mjs';
import { bothCount, browserCounts } from './counting.mjs';

/** The order of the group of Ed25519 (RFC 8032 section 5.1). */
const ORDER = (1n << 252n) + 27742317777372353535851937790883648493n;
/** Points of small order, as they are written (the identity first). */
const SMALL = [`01${'00'.repeat(31)}`, '00'.repeat(32), `ec${'ff'.repeat(30)}7f`];

/** Ballots for so many voters, and what each of them signs first. */
function choices(s, event, number) {
  return [...ballots(event.budget, number, s.seed + 3).values()].map((ballot, who) => {
    const voter = event.voters[who];
    return { voter, ballot, choice: voter.choice(ballot, 1, event.bytes(`seal ${who}`)) };
  });
}

/** Casts them all, and answers with the ids. */
function castAll(event, all) {
  return all.map(({ voter, choice }) => {
    const bytes = voter.file(1, choice);
    event.cast(voter.name(1, bytes), bytes);
    return id(bytes);
  });
}

/** Why the count refuses each file. */
function reasons(box) {
  const { refused } = JSON.parse(purse('count', box.path, '--format', 'json'));
  return new Map(refused.files.map(({ name, why }) => [name.replace('ballots/', ''), why.reason]));
}

/**
 * Everybody's own ballots count, and all of these files are refused for this reason, in the browser as in the tool; beside
 * them so many of the organiser's folders.
 */
async function areRefused(s, event, all, files, reason, others = 0) {
  const ids = castAll(event, all);
  for (const [name, bytes] of files) event.cast(name, bytes);
  const { refused } = await bothCount(s, event, ids);
  // Of many with one reason a result names some and counts the rest.
  assert.equal(refused.number, files.length + others);
  const names = new Set(files.map(([name]) => `ballots/${name}`));
  const named = refused.files.filter(({ name }) => name.startsWith('ballots/'));
  assert.ok(named.length > 0);
  for (const { name, why } of named) assert.ok(names.has(name) && why.reason === reason, `${name}: ${why.reason}`);
}

/** To the check page with a code typed in, as a resident does it. */
async function chooseWithCode(me, url, code) {
  await me.arrive(url);
  await me.press(me.button('ballot.today'));
  await me.check();
  await me.page.getByLabel(me.word('code.label'), { exact: true }).fill(code);
}

function littleEndian(bytes) {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`);
}

function written(number) {
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex').reverse();
}

export const coded = [
  {
    name: 'two-devices-one-code',
    what: 'two devices send with the same code at the same time; neither sees the other’s ballot',
    end: 'both say "sent"; one of the two counts, the same one everywhere',
    short: true,
    run: async (s) => {
      const event = await codedEvent(s);
      const [{ code }] = event.voters;
      const devices = [await newResident(s), await newResident(s)];
      // Each looked before the other had sent.
      event.proxy.always('GET ballots', faults.changed(() => '[]'));
      for (const me of devices) {
        await chooseWithCode(me, event.url, spelt(code).toLowerCase().replaceAll('-', ' '));
        await me.says('code.known');
      }
      await Promise.all(devices.map((me) => me.send()));
      const ids = [];
      for (const me of devices) {
        await untilSent(me);
        ids.push(await me.receipt());
      }
      assert.notEqual(ids[0], ids[1]);
      ends(event.box, [ids.sort()[0]]);
    },
  },
  {
    name: 'vote-again',
    what: 'a code votes on one device, there once more, and then on another device',
    end: 'the last ballot counts, and no other',
    run: async (s) => {
      const event = await codedEvent(s);
      const code = spelt(event.voters[0].code);
      const first = await newResident(s);
      await chooseWithCode(first, event.url, code);
      await first.send();
      await untilSent(first);
      await first.press(first.button('receipt.again'));
      await first.heading('ballot.title').waitFor();
      await first.less(event.budget.priorities[0].name.en);
      await first.more(event.budget.priorities[1].name.en);
      await first.check();
      await first.send();
      await untilSent(first);
      const second = await newResident(s);
      await chooseWithCode(second, event.url, code);
      await second.send();
      await untilSent(second);
      ends(event.box, [await second.receipt()]);
      assert.deepEqual([...reasons(event.box).values()], ['replaced', 'replaced']);
    },
  },
  {
    name: 'code-kept-offline',
    what: 'the connection goes before "send" with a code; the ballot waits and the device is loaded again',
    end: 'placed after all that the box has of its code once the box can be seen, and sent; counted once',
    run: async (s) => {
      const event = await codedEvent(s);
      const me = await newResident(s);
      await chooseWithCode(me, event.url, spelt(event.voters[0].code));
      await me.says('code.known');
      for (const kind of ['PUT ballot', 'GET ballot', 'GET ballots']) event.proxy.always(kind, faults.neverArrives);
      await me.send();
      await isKept(me);
      await me.page.reload();
      await isKept(me);
      event.proxy.calm();
      await untilSent(me);
      ends(event.box, [await me.receipt()]);
    },
  },
  {
    name: 'unknown-code',
    what: 'a code that was made up, one that was taken back, and a real one under a budget with another organiser’s key',
    end: 'the page says so before sending; nothing is sent',
    run: async (s) => {
      const event = await codedEvent(s);
      const [real, spoilt] = event.voters;
      event.publish(event.office.list(event.budget, event.voters, { revision: 2, voided: [spoilt] }));
      const me = await newResident(s);
      await chooseWithCode(me, event.url, spelt(event.bytes('made up').subarray(0, 10)));
      await me.says('code.unknown');
      const field = me.page.getByLabel(me.word('code.label'), { exact: true });
      await field.fill(spelt(spoilt.code));
      await me.says('code.voided');
      await me.press(me.button('check.send'));
      await me.page.getByRole('alert').first().waitFor();
      const forged = structuredClone(event.budget);
      forged.keys.organiser = event.office.about.hex;
      event.proxy.always('GET budget', faults.changed(() => JSON.stringify(forged)));
      const misled = await newResident(s);
      await chooseWithCode(misled, event.url, spelt(real.code));
      await misled.page.getByText(misled.word('code.unknown')).or(misled.page.getByText(misled.word('code.not_possible'))).first().waitFor();
      assert.equal(event.box.ballots().size, 0);
    },
  },
  {
    name: 'codes-downgraded',
    what: 'a cache gives a budget that asks for no code; the resident comes by the link on a card',
    end: 'the page says that the card’s code is not used and to tell the organiser; the count refuses ballots without a code',
    run: async (s) => {
      const event = await codedEvent(s);
      const ids = castAll(event, choices(s, event, 3));
      const open = structuredClone(event.budget);
      open.keys.codes = false;
      event.proxy.always('GET budget', faults.changed(() => JSON.stringify(open)));
      const me = await newResident(s);
      await me.page.goto(`${event.url}#code=${spelt(event.voters[5].code)}`);
      await me.heading('ballot.title').waitFor();
      await me.says('code.not_used');
      await me.press(me.button('ballot.today'));
      await me.check();
      await me.send();
      await untilSent(me);
      ends(event.box, ids);
      assert.deepEqual([...reasons(event.box).values()], ['no-code']);
    },
  },
  {
    name: 'forged-signatures',
    what: 'a thousand ballots under one real code, with higher revisions and signatures that are none',
    end: 'each is refused for its signature; the real ballot counts',
    run: async (s) => {
      const event = await codedEvent(s);
      const all = choices(s, event, 8);
      const [{ voter, choice }] = all;
      const files = Array.from({ length: 1_000 }, (_, at) => {
        const bytes = voter.file(2 + at, choice);
        return [voter.forge(2 + at, bytes, Buffer.concat([event.bytes(`r ${at}`), event.bytes(`s ${at}`)])), bytes];
      });
      const begun = process.hrtime.bigint();
      await areRefused(s, event, all, files, 'wrong-signature');
      s.note(`cast, and refused in browser and tool, in ${Number(process.hrtime.bigint() - begun) / 1e9} s`.replace(/(\.\d)\d+/, '$1'));
    },
  },
  {
    name: 'second-spellings',
    what: 'a real signature written in other ways: with the group’s order added, and with a bit that means nothing',
    end: 'refused for its signature, so that a ballot has one name; the real one counts',
    run: async (s) => {
      const event = await codedEvent(s);
      const all = choices(s, event, 3);
      const files = all.flatMap(({ voter, choice }) => {
        const bytes = voter.file(7, choice);
        const real = voter.signature(7, bytes);
        const [r, scalar] = [real.subarray(0, 32), littleEndian(real.subarray(32))];
        const high = Buffer.from(real);
        high[63] |= 0x20;
        const spellings = [Buffer.concat([r, written(scalar + ORDER)]), high];
        return spellings.map((signature) => [voter.forge(7, bytes, signature), bytes]);
      });
      await areRefused(s, event, all, files, 'wrong-signature');
    },
  },
  {
    name: 'small-order-keys',
    what: 'the list of codes holds keys of small order, under which one signature fits every text',
    end: 'refused for its signature; all others count',
    run: async (s) => {
      const event = await codedEvent(s);
      const all = choices(s, event, 3);
      const weak = SMALL.map((hex) => ({ hex }));
      event.publish(event.office.list(event.budget, [...event.voters, ...weak], { revision: 2 }));
      const always = Buffer.from(`${SMALL[0]}${'00'.repeat(32)}`, 'hex');
      const files = weak.map(({ hex }) => {
        const bytes = JSON.stringify({ ...all[0].voter.document(1, all[0].choice), key: hex });
        return [nameOf(hex, 1, bytes, always), bytes];
      });
      await areRefused(s, event, all, files, 'wrong-signature');
    },
  },
  {
    name: 'copied-signatures',
    what: 'real signatures are copied under another code’s name, another revision’s, and another ballot’s; and other bytes under a real name',
    end: 'refused; everybody’s own ballot counts',
    run: async (s) => {
      const event = await codedEvent(s);
      const all = choices(s, event, 3);
      const [one, two] = all;
      const bytes = one.voter.file(1, one.choice);
      const signature = one.voter.signature(1, bytes);
      const transplanted = two.voter.file(9, one.choice);
      const ids = castAll(event, all);
      event.cast(two.voter.forge(1, bytes, signature), bytes);
      event.cast(one.voter.forge(5, bytes, signature), bytes);
      event.cast(two.voter.forge(9, transplanted, signature), transplanted);
      event.cast(one.voter.forge(1, transplanted, signature), transplanted);
      event.cast(two.voter.name(9, transplanted), bytes);
      event.cast(`${id(bytes)}.json`, bytes);
      ends(event.box, ids);
    },
  },
  {
    name: 'forged-key-list',
    what: 'somebody puts lists of codes into the box that the organiser did not sign, one with their own key in it',
    end: 'the organiser’s list holds; the stranger’s ballot is of an unknown code',
    run: async (s) => {
      const event = await codedEvent(s);
      const all = choices(s, event, 3);
      const stranger = voter(event.budget, event.bytes('stranger').subarray(0, 10));
      const list = event.office.list(event.budget, [stranger], { revision: 99 });
      const forged = { ...JSON.parse(list), codes: [stranger.hex, ...event.voters.map(({ hex }) => hex)].sort() };
      event.publish(JSON.stringify(forged));
      event.publish(list.slice(0, list.length / 2));
      event.publish('[]');
      const bytes = stranger.file(1, stranger.choice(all[0].ballot, 1));
      await areRefused(s, event, all, [[stranger.name(1, bytes), bytes]], 'unknown-code', 3);
    },
  },
  {
    name: 'unknown-keys-listed',
    what: 'the listing names a hundred thousand ballots under keys that nobody has',
    end: 'the browser fetches none of them, counts the others, and states their number',
    run: async (s) => {
      const event = await codedEvent(s);
      castAll(event, choices(s, event, 8));
      const junk = Array.from({ length: 100_000 }, (_, at) => ({ name: `${id(`key ${at}`)}-1-${id(`${at}`)}-${noSignature(at)}.json`, type: 'file' }));
      event.proxy.always('GET ballots', faults.changed((text) => JSON.stringify([...JSON.parse(text), ...junk])));
      const result = JSON.parse(await browserCounts(s, event));
      assert.equal(result.counted.length, 8);
      assert.equal(result.refused.number, junk.length);
      assert.ok(event.proxy.seen.filter((kind) => kind === 'GET ballot').length <= 8);
    },
  },
  {
    name: 'no-codes-listed',
    what: 'the listing names a hundred thousand ballots without a code in an event that needs one',
    end: 'the browser fetches none of them, counts the others, and states their number',
    run: async (s) => {
      const event = await codedEvent(s);
      castAll(event, choices(s, event, 8));
      const junk = Array.from({ length: 100_000 }, (_, at) => ({ name: `${id(`no code ${at}`)}.json`, type: 'file' }));
      event.proxy.always('GET ballots', faults.changed((text) => JSON.stringify([...JSON.parse(text), ...junk])));
      const result = JSON.parse(await browserCounts(s, event));
      assert.equal(result.counted.length, 8);
      assert.equal(result.refused.number, junk.length);
      assert.ok(result.refused.files.every(({ why }) => why.reason === 'no-code'));
      assert.ok(event.proxy.seen.filter((kind) => kind === 'GET ballot').length <= 8);
    },
  },
  {
    name: 'forged-under-real-codes',
    what: 'two thousand forgeries lie under one real code, with numbers below and above its own, and three under each other',
    end: 'everybody’s own ballot counts; of the forgeries none is fetched, all are counted, and a few of each code named',
    run: async (s) => {
      const event = await codedEvent(s);
      const all = choices(s, event, 12);
      const own = all.map(({ voter, choice }) => ({ name: voter.name(1000, voter.file(1000, choice)), bytes: voter.file(1000, choice) }));
      for (const { name, bytes } of own) event.cast(name, bytes);
      let forged = 0;
      for (const [who, { voter, choice }] of all.entries()) {
        for (let revision = 1; revision <= (who === 0 ? 2000 : 3); revision += 1) {
          if (revision === 1000) continue;
          const bytes = voter.file(revision, choice);
          event.cast(voter.forge(revision, bytes, Buffer.concat([event.bytes(`r ${forged}`), event.bytes(`s ${forged}`)])), bytes);
          forged += 1;
        }
      }
      const me = await newResident(s);
      const asked = [];
      me.page.context().on('request', (request) => asked.push(new URL(request.url()).pathname.split('/').at(-1)));
      await me.page.goto(`${event.url}#results`);
      await me.count();
      const bytes = await me.result();
      assert.equal(purse('count', event.box.path, '--format', 'json').toString().trimEnd(), bytes);
      const { counted, refused } = JSON.parse(bytes);
      assert.deepEqual(counted, own.map(({ bytes }) => id(bytes)).sort());
      assert.deepEqual(refused.reasons, { 'wrong-signature': forged });
      assert.equal(refused.files.length, 3 * all.length);
      const fetched = asked.filter((name) => /^[0-9a-f]{64}-/.test(name));
      assert.deepEqual(fetched.sort(), own.map(({ name }) => name).sort(), 'a forgery is refused by its name');
    },
  },
  {
    name: 'sealed-copied',
    what: 'somebody’s sealed choices are copied under another code, under another revision, and into another event',
    end: 'after the close they do not open and are refused; everybody’s own ballot counts',
    run: async (s) => {
      const work = folder(s);
      const file = join(work, 'budget.json');
      const key = join(work, 'hall.key');
      const secret = practice(s);
      const { keys: _, ...unkeyed } = example();
      writeFileSync(file, JSON.stringify(unkeyed));
      purse('key', 'new', key, '--practice', '--budget', file, '--codes', '--sealed', ...secret);
      const budget = JSON.parse(readFileSync(file));
      const box = { path: fill(join(work, 'box'), budget) };
      purse('codes', 'new', '--budget', join(box.path, 'budget.json'), '--key', key, '--count', '5', '--out', join(work, 'codes'), '--box', box.path, ...secret);
      const table = readFileSync(join(work, 'codes', 'codes.csv'), 'utf8');
      const voters = table.match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}/g).map((code) => voter(budget, unspelt(code)));
      assert.equal(voters.length, 5);
      const cast = (by, revision, choice) => {
        const bytes = by.file(revision, choice);
        writeFileSync(join(box.path, 'ballots', by.name(revision, bytes)), bytes);
        return id(bytes);
      };
      const made = [...ballots(budget, 5, s.seed).values()];
      const seals = made.map((ballot, who) => voters[who].choice(ballot, 1, sha256(`seal ${s.seed} ${who}`)));
      const own = [0, 1, 2].map((who) => cast(voters[who], 1, seals[who]));
      // Another's choices under one's own code; one's own under a higher revision; sealed for another event.
      const copies = [cast(voters[3], 1, seals[0]), cast(voters[1], 2, seals[1])];
      const elsewhere = voter({ ...budget, id: 'elsewhere' }, voters[4].code);
      copies.push(cast(voters[4], 1, elsewhere.choice(made[4], 1, sha256(`seal ${s.seed} 4`))));
      assert.throws(() => purse('count', box.path, '--format', 'json'), 'nobody can count before the close');
      purse('open', box.path, '--key', key, '--early', ...secret);
      ends(box, own);
      const [close] = readdirSync(join(box.path, 'close'));
      const { refused } = JSON.parse(readFileSync(join(box.path, 'close', close)));
      assert.deepEqual(refused.files.map(({ why }) => why.reason), copies.map(() => 'cannot-be-opened'));
    },
  },
];
