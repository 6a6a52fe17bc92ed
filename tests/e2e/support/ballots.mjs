// Real ballots made otherwise than by a browser: canonical bytes, seeded, within every limit of the budget.
import { createHash } from 'node:crypto';

/** `count` ballots by id. */
export function ballots(budget, count, seed = 1) {
  const random = generator(seed);
  const made = new Map();
  const name = named(budget);
  while (made.size < count) {
    const bytes = canonical(name, choose(budget, random), nonce(random));
    made.set(id(bytes), bytes);
  }
  return made;
}

export function id(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A signature as it stands in a file's name: Crockford's base 32, in small letters. */
export function spelt(signature) {
  const bits = [...signature].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.match(/.{1,5}/g).map((five) => '0123456789abcdefghjkmnpqrstvwxyz'[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** A signature of the right form that nobody made: it ends in zeros, so that its number is below the group's order. */
export function noSignature(of) {
  return `${id(`r ${of}`)}${id(`s ${of}`)}`.slice(0, 100) + '000';
}

/** What a ballot calls its budget, which is in the box as `JSON.stringify` writes it. */
export function named(budget) {
  return { id: budget.id, sha256: id(JSON.stringify(budget)) };
}

function canonical(budget, amounts, nonce) {
  return JSON.stringify({
    format: 'common-purse/ballot/1',
    budget,
    choices: { kind: 'amounts', amounts: sorted(amounts), no_view: [] },
    channel: 'web',
    nonce,
  });
}

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

/** From today's spending, money moves between lines, as far as every limit is kept. */
function choose(budget, random) {
  const amounts = Object.fromEntries(budget.priorities.map((line) => [line.id, line.today]));
  for (let move = 0; move < 80; move += 1) {
    const [from, to] = [pick(budget.priorities, random), pick(budget.priorities, random)];
    const money = budget.step * (1 + random(4));
    const moved = { ...amounts };
    moved[from.id] -= money;
    moved[to.id] += money;
    if (allowed(budget, moved)) Object.assign(amounts, moved);
  }
  return amounts;
}

function allowed(budget, amounts) {
  const within = (amount, { floor, cap }) => amount >= (floor ?? 0) && amount <= (cap ?? Infinity);
  const together = (ids) => ids.reduce((sum, id) => sum + amounts[id], 0);
  return (
    budget.priorities.every((line) => within(amounts[line.id], line)) &&
    budget.limits.every((limit) => within(together(limit.priorities), limit)) &&
    together(budget.priorities.map((line) => line.id)) <= budget.total
  );
}

const nonce = (random) => Array.from({ length: 32 }, () => random(16).toString(16)).join('');
const pick = (list, random) => list[random(list.length)];

/** Marsaglia's xorshift32 (Journal of Statistical Software 8/14, 2003); answers with a number below `below`. */
function generator(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
