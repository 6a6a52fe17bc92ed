// Files that somebody made to stop a count or to change it. Each is refused with its reason, in the browser as in the tool.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ballots, id } from '../../e2e/support/ballots.mjs';
import { bothCount, filled } from './counting.mjs';

/** Kind of hostility: reason expected, then the bytes made from a good ballot's text (or from its object, put back into text). */
function hostileFiles(good, budget) {
  const ballot = JSON.parse(good);
  const [line] = budget.priorities;
  const { amounts } = ballot.choices;
  const money = `"${line.id}":${amounts[line.id]}`;
  const written = (amount) => good.replace(money, `"${line.id}":${amount}`);
  const each = (amount) => JSON.stringify({ ...ballot, choices: { ...ballot.choices, amounts: Object.fromEntries(Object.keys(amounts).map((id) => [id, amount(id)])) } });
  const cap = line.cap ?? budget.total;
  return {
    'nested 100,000 deep': ['too-large', '['.repeat(100_000)],
    'nested as deep as fits': ['malformed', '['.repeat(16_000)],
    'objects as deep as fit': ['malformed', '{"a":'.repeat(3_000)],
    'negative amount': ['malformed', written('-500')],
    'minus nothing': ['malformed', written('-0')],
    '2^32': ['above-cap', written('4294967296')],
    '2^53': ['malformed', written('9007199254740992')],
    '2^64 and one': ['malformed', written('18446744073709551617')],
    'a thousand digits': ['malformed', written('9'.repeat(1000))],
    '1e3': ['malformed', written('1e3')],
    '1.0': ['malformed', written('1.0')],
    NaN: ['malformed', written('NaN')],
    Infinity: ['malformed', written('Infinity')],
    'a text for a number': ['malformed', written('"1"')],
    'a list for a number': ['malformed', written('[1]')],
    'above its cap': ['above-cap', written(cap + budget.step)],
    'off the step': ['off-step', written(amounts[line.id] + 1)],
    'every line at its cap, more than the budget': ['over-total', each((id) => budget.priorities.find((line) => line.id === id).cap ?? budget.total)],
    'all lines at 2^53 - 1, whose sum overflows': ['above-cap', each(() => Number.MAX_SAFE_INTEGER)],
    'a key twice': ['malformed', good.replace(money, `${money},${money}`)],
    'an escaped key': ['not-canonical', good.replace('"budget"', '"\\u0062udget"')],
    __proto__: ['malformed', good.replace('"amounts":{', '"__proto__":{"x":1},"amounts":{')],
    '__proto__ as a line': ['malformed', good.replace('"amounts":{', '"amounts":{"__proto__":1,')],
    'a list for an object': ['malformed', JSON.stringify(Object.values(ballot))],
    'an unknown field': ['malformed', good.replace('"choices"', '"weight":1000,"choices"')],
    'a kind that nobody knows': ['malformed', good.replace('"kind":"amounts"', '"kind":"picks"')],
    'choices of no kind': ['malformed', good.replace('"kind":"amounts",', '')],
    'a missing line': ['missing-priority', good.replace(new RegExp(`${money},|,${money}`), '')],
    'a line nobody knows': ['unknown-priority', good.replace('"amounts":{', '"amounts":{"0":1,')],
    'another event': ['other-budget', good.replace(`"id":"${budget.id}"`, '"id":"another"')],
    'another edition': ['other-budget', good.replace(/"sha256":"[0-9a-f]{64}"/, `"sha256":"${'0'.repeat(64)}"`)],
    'a ballot made up by a model': ['simulated', good.replace('"channel":"web"', '"channel":"simulated"')],
    'fields in another order': ['not-canonical', good.replace(/^\{("format":"[^"]*"),("budget":\{[^}]*\})/, '{$2,$1')],
    'a line feed at the end': ['not-canonical', `${good}\n`],
    'a space inside': ['not-canonical', good.replace(',', ', ')],
    'a byte order mark': ['malformed', `\ufeff${good}`],
    'cut in the middle': ['malformed', good.slice(0, good.length / 2)],
    'a ballot twice': ['malformed', good + good],
    'bidi in a value': ['malformed', good.replace('"channel":"web"', '"channel":"\u202eweb"')],
    'bytes that are no text': ['malformed', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
    'zeros': ['malformed', Buffer.alloc(1000)],
    empty: ['malformed', ''],
    'a web page': ['malformed', '<!doctype html><script>alert(1)</script>'],
  };
}

/** Names under which good bytes are not taken for a ballot. */
const NAMES = ['copy.json', 'A'.repeat(64) + '.json', `${'0'.repeat(63)}.json`, '__proto__.json', '%2e%2e%2fbudget.json', '<img src=x>.json'];

export const hostile = [
  {
    name: 'hostile-bytes',
    what: 'some forty kinds of bad bytes, each under the name of its hash',
    end: 'each is refused with its reason; all others counted, to the same bytes in browser and tool',
    short: true,
    run: async (s) => {
      const event = await filled(s);
      const [, good] = s.dice.pick([...ballots(event.budget, 5, s.seed + 900)]);
      const reasons = new Map();
      for (const [kind, [reason, bytes]] of Object.entries(hostileFiles(good, event.budget))) {
        assert.notEqual(bytes.toString(), good, `${kind}: the good ballot was changed`);
        writeFileSync(join(event.box.path, 'ballots', `${id(bytes)}.json`), bytes);
        reasons.set(`ballots/${id(bytes)}.json`, [kind, reason]);
      }
      const { refused } = await bothCount(s, event, event.made.keys());
      assert.equal(refused.number, reasons.size);
      for (const { name, why } of refused.files) {
        const [kind, reason] = reasons.get(name);
        assert.equal(why.reason, reason, kind);
      }
      s.note(`${reasons.size} kinds refused`);
    },
  },
  {
    name: 'hostile-names',
    what: 'good ballots under names that are not their hash, and under names that are no hash at all',
    end: 'refused by name; counted once where they also lie under their own',
    run: async (s) => {
      const event = await filled(s);
      const [[first, bytes]] = event.made;
      const [[another, unheard]] = ballots(event.budget, 1, s.seed + 700);
      const wrong = [...NAMES, `${'0'.repeat(64)}.json`];
      for (const name of wrong) writeFileSync(join(event.box.path, 'ballots', name), bytes);
      writeFileSync(join(event.box.path, 'ballots', `${'f'.repeat(64)}.json`), unheard);
      const result = await bothCount(s, event, event.made.keys());
      assert.ok(!result.counted.includes(another));
      assert.equal(result.counted.filter((one) => one === first).length, 1);
      assert.equal(result.refused.number, wrong.length + 1);
      assert.ok(result.refused.files.every(({ why }) => ['bad-name', 'wrong-name'].includes(why.reason)));
    },
  },
];
