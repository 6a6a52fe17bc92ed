// So much that a count or a box might not come to its end.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { ballots, id, noSignature } from '../../e2e/support/ballots.mjs';
import { PURSE, fill, folder } from '../../e2e/support/box.mjs';
import { example } from '../../e2e/support/budget.mjs';
import { codedEvent } from '../support/coded.mjs';
import { choose, counted, newResident, openEvent } from '../support/event.mjs';

const MEGABYTE = 1 << 20;

/** `purse count` of a box, with at most so many megabytes of memory; what it took is noted. */
export async function countWithin(s, box, megabytes) {
  const begun = process.hrtime.bigint();
  const child = spawn('prlimit', [`--as=${megabytes * MEGABYTE}`, PURSE, 'count', box, '--format', 'json'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let most = 0;
  child.stdout.on('data', (data) => (said += data));
  child.stderr.resume();
  const looks = setInterval(() => (most = Math.max(most, peak(child.pid))), 25);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(looks);
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  assert.equal(code, 0, 'the count comes to its end');
  s.note(`counted in ${seconds.toFixed(1)} s, at most ${Math.round(most)} MB of memory (allowed: ${megabytes})`);
  return JSON.parse(said);
}

/** The most memory a process has had so far, in megabytes; 0 when it has ended. */
export function peak(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function touch(path) {
  closeSync(openSync(path, 'w'));
}

export const flood = [
  {
    name: 'million-junk-names',
    what: 'a million files with names that are no ballot’s lie among 200 ballots',
    end: 'the count ends within 1 GB of memory; the 200 are counted, the number of the others is stated',
    run: async (s) => {
      const budget = example();
      const made = ballots(budget, 200, s.seed);
      const box = fill(folder(s), budget, made);
      for (let number = 0; number < 1_000_000; number += 1) touch(join(box, 'ballots', `junk-${number.toString(36)}.json`));
      const result = await countWithin(s, box, 1024);
      assert.deepEqual(result.counted, [...made.keys()].sort());
      assert.equal(result.refused.number, 1_000_000);
      assert.equal(result.refused.files.length, 10);
    },
  },
  {
    name: 'million-unknown-keys',
    what: 'a million files named as ballots with codes are, under keys that nobody has, lie among 200 real ones',
    end: 'none of them is read; the count ends within 1 GB of memory; the 200 are counted, the number of the others is stated',
    run: async (s) => {
      const event = await codedEvent(s, { voters: 200 });
      const ids = [...ballots(event.budget, 200, s.seed).values()].map((ballot, who) => {
        const bytes = event.voters[who].file(1, event.voters[who].choice(ballot, 1));
        event.cast(event.voters[who].name(1, bytes), bytes);
        return id(bytes);
      });
      for (let number = 0; number < 1_000_000; number += 1) touch(join(event.box.path, 'ballots', `${id(`key ${number}`)}-1-${id(`${number}`)}-${noSignature(number)}.json`));
      const result = await countWithin(s, event.box.path, 1024);
      assert.deepEqual(result.counted, ids.sort());
      assert.equal(result.refused.number, 1_000_000);
      assert.ok(result.refused.files.every(({ why }) => why.reason === 'unknown-code'));
    },
  },
  {
    name: 'hundred-thousand-junk-ballots',
    what: 'a hundred thousand files named as ballots are, with bytes that are none',
    end: 'the count ends within 1 GB of memory; the 200 are counted, the number of the others is stated',
    run: async (s) => {
      const budget = example();
      const made = ballots(budget, 200, s.seed);
      const box = fill(folder(s), budget, made);
      const junk = '{"format":"common-purse/ballot/1"}';
      for (let number = 0; number < 100_000; number += 1) writeFileSync(join(box, 'ballots', `${number.toString(16).padStart(64, '0')}.json`), junk);
      const result = await countWithin(s, box, 1024);
      assert.deepEqual(result.counted, [...made.keys()].sort());
      assert.equal(result.refused.number, 100_000);
    },
  },
  {
    name: 'gigabyte-upload',
    what: 'uploads of a gigabyte, declared and undeclared, eight at once',
    end: 'refused with 413, or cut off; nothing of them is left; the box needs no more than 64 MB for them and goes on',
    run: async (s) => {
      const event = await openEvent(s);
      const before = peak(event.box.pid());
      const path = `/box/ballots/${'a'.repeat(64)}.json`;
      const declared = await uploads(event.box.url, path, `Content-Length: ${1 << 30}`, 0);
      assert.match(declared.said, /^HTTP\/1\.1 413 /);
      const all = await Promise.all(Array.from({ length: 8 }, () => uploads(event.box.url, path, 'Transfer-Encoding: chunked', 1 << 30)));
      // Whoever goes on sending may find the line cut before the answer has come.
      for (const { said } of all) assert.match(said, /^(HTTP\/1\.1 413 |$)/);
      assert.deepEqual(readdirSync(join(event.box.path, 'ballots')), []);
      const after = peak(event.box.pid());
      assert.ok(after - before < 64, `${before} MB before, ${after} MB after`);
      s.note(`the box had ${Math.round(after)} MB at most; ${all.map(({ sent }) => Math.round(sent / 1024)).join(', ')} kB were taken of each before it said no`);
    },
  },
  {
    name: 'junk-in-the-hall',
    what: 'from the residents’ own address come 1,142 slow connections, 300 junk ballots and 60 results',
    end: 'sent at the first try, and counted; who sends junk is asked to wait',
    run: async (s) => {
      const event = await openEvent(s);
      const { hostname, port, host } = new URL(event.box.url);
      const slow = Array.from({ length: 1_142 }, (_, number) => {
        const socket = connect(Number(port), hostname).on('error', () => {});
        if (number % 2 === 0) socket.write(`PUT /box/results/${id(`slow ${number}`)}.json HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{`);
        return socket;
      });
      s.after(() => slow.forEach((socket) => socket.destroy()));
      const put = (path) => fetch(`${event.box.url}box/${path}.json`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{}' });
      const answers = [];
      for (let number = 0; number < 300; number += 1) answers.push((await put(`ballots/${id(`junk ${number}`)}`)).status);
      for (let number = 0; number < 60; number += 1) await put(`results/${id(`junk ${number}`)}`);
      assert.ok(answers.includes(429), 'junk is asked to wait');
      const me = await newResident(s);
      await choose(me, event.url);
      await me.send();
      await me.sent();
      const ids = counted(event.box);
      assert.deepEqual(ids, [await me.receipt()]);
    },
  },
];

/** Uploads until the box answers; what it said, and how much it let be sent. */
async function uploads(url, path, length, bytes) {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  let said = '';
  let sent = 0;
  socket.on('data', (data) => (said += data));
  // The box may hang up while there is more to come.
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(`PUT ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nConnection: close\r\n${length}\r\n\r\n`);
  const chunk = Buffer.concat([Buffer.from('8000\r\n'), Buffer.alloc(0x8000, ' '), Buffer.from('\r\n')]);
  const answered = new Promise((resolve) => socket.once('data', resolve));
  while (sent < bytes && said === '' && !socket.destroyed) {
    if (!socket.write(chunk)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), answered, closed]);
    sent += 0x8000;
  }
  await Promise.race([answered, closed]);
  socket.destroy();
  await closed;
  return { said, sent };
}
