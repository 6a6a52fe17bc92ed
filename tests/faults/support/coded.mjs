// An event with voting codes, made from a seed: the organiser, the list of codes, and voters who sign.
import { sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { named, spelt as spelt32 } from '../../e2e/support/ballots.mjs';
import { example } from '../../e2e/support/budget.mjs';
import { openEvent } from './event.mjs';
import { pair, seal, sha256, signed } from './seal.mjs';

/** Ballots are padded before they are sealed. */
const BLOCK = 512;
const none = Buffer.alloc(32);

/** The organiser's keys, all from one seed. */
export function organiser(seed) {
  const derived = (what) => sha256('common-purse/key/1\0', what, '\0', seed);
  const keys = { signing: pair('ed25519', derived('organiser')), about: pair('x25519', derived('about')), choices: pair('x25519', derived('choices')) };
  return {
    ...keys,
    /** As they stand in the budget. */
    inBudget: ({ sealed = false } = {}) => ({
      organiser: keys.signing.hex,
      about: keys.about.hex,
      ...(sealed && { choices: keys.choices.hex }),
      codes: true,
    }),
    list: (budget, voters, { revision = 1, voided = [] } = {}) =>
      signed({ format: 'common-purse/keys/1', budget: named(budget), revision, codes: voters.map(({ hex }) => hex).sort(), voided: voided.map(({ hex }) => hex).sort() }, keys.signing.key),
  };
}

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code as it stands on a card: 16 letters of 5 bits and the check letter, which makes the weighted sum in GF(32) nothing. */
export function spelt(code) {
  const bits = [...code].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const digits = bits.match(/.{5}/g).map((five) => parseInt(five, 2));
  const twice = (digit) => (digit & 16 ? (digit << 1) ^ 0b100101 : digit << 1);
  const check = digits.reduce((sum, digit) => twice(sum ^ digit), 0);
  return [...digits, check].map((digit) => LETTERS[digit]).join('').replace(/^(.{4})(.{4})(.{4})/, '$1-$2-$3-');
}

/** The ten bytes behind a card's text. */
export function unspelt(text) {
  const bits = [...text.replaceAll('-', '').slice(0, 16)].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((eight) => parseInt(eight, 2)));
}

/** Whoever holds the code with these ten bytes. */
export function voter(budget, code) {
  const name = named(budget);
  const keys = pair('ed25519', sha256('common-purse/code/1\0', budget.id, '\0', Buffer.from(budget.keys.organiser, 'hex'), code));
  const info = Buffer.concat([Buffer.from(`common-purse/choices/1\0${budget.id}\0`), Buffer.from(name.sha256, 'hex'), Buffer.from(budget.keys.organiser, 'hex')]);
  const document = (revision, choice) => ({ format: 'common-purse/signed/1', budget: name, key: keys.hex, revision, ...choice });
  return {
    ...keys,
    code,
    document,
    /** The choices of a ballot as they go into the document: open, or sealed to the budget's key. */
    choice: (ballot, revision, secret = none) =>
      budget.keys.choices
        ? { sealed: seal(Buffer.from(budget.keys.choices, 'hex'), info, boundTo(keys.open, revision), padded(ballot), secret).toString('hex') }
        : { ballot: JSON.parse(ballot) },
    /** The bytes of the file. */
    file: (revision, choice) => JSON.stringify(document(revision, choice)),
    signature: (revision, bytes) => sign(null, toBeSigned(budget, revision, bytes), keys.key),
    /** The name that these bytes have, signed; and the same with any signature. */
    name: (revision, bytes) => nameOf(keys.hex, revision, bytes, sign(null, toBeSigned(budget, revision, bytes), keys.key)),
    forge: (revision, bytes, signature) => nameOf(keys.hex, revision, bytes, signature),
  };
}

/** The name of a ballot's file. */
export function nameOf(key, revision, bytes, signature) {
  return `${key}-${revision}-${sha256(bytes).toString('hex')}-${spelt32(signature)}.json`;
}

/** What the signature in a name is over. */
function toBeSigned(budget, revision, bytes) {
  const event = Buffer.concat([Buffer.from(`common-purse/name/1\0${budget.id}\0`), Buffer.from(budget.keys.organiser, 'hex')]);
  return Buffer.concat([event, written(revision), sha256(bytes)]);
}

function boundTo(key, revision) {
  return Buffer.concat([key, written(revision)]);
}

function written(revision) {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(revision));
  return number;
}

function padded(text) {
  const plain = Buffer.from(text);
  return Buffer.concat([plain, Buffer.alloc((BLOCK - (plain.length % BLOCK)) % BLOCK)]);
}

/** A box of an event with codes; nothing has been cast yet. */
export async function codedEvent(s, { voters: number = 12, sealed = false } = {}) {
  const bytes = (label) => sha256(`faults ${s.seed} ${label}`);
  const office = organiser(bytes('organiser'));
  const budget = { ...example(), keys: office.inBudget({ sealed }) };
  const event = await openEvent(s, { budget });
  const voters = Array.from({ length: number }, (_, who) => voter(budget, bytes(`code ${who}`).subarray(0, 10)));
  const coded = { ...event, office, voters, bytes };
  coded.publish = (text) => write(event.box, 'keys', `${sha256(text).toString('hex')}.json`, text);
  coded.cast = (name, text) => write(event.box, 'ballots', name, text);
  coded.publish(office.list(budget, voters));
  return coded;
}

function write(box, folder, name, text) {
  mkdirSync(join(box.path, folder), { recursive: true });
  writeFileSync(join(box.path, folder, name), text);
}
