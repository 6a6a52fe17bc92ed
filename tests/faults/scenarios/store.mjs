// What a box and its disk do to a ballot.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { device } from '../../e2e/support/browser.mjs';
import { resident } from '../../e2e/support/resident.mjs';
import { choose, clicks, counted, ends, isKept, newResident, openEvent, until, untilSent } from '../support/event.mjs';
import * as faults from '../support/proxy.mjs';

const file = (box, id) => join(box.path, 'ballots', `${id}.json`);

/** A store that lets the last writer win, such as a bare WebDAV or an S3 bucket without conditions. */
const overwriting = (box) => async (x) => {
  writeFileSync(join(box.path, x.request.url.replace('/box/', '')), await x.body());
  x.answer({ status: 204 });
};

/** A phone that has sent a ballot, and is then shut. */
async function sentAndShut(s, event) {
  const phone = await device(s);
  const me = resident(await phone.switchOn(), clicks);
  await choose(me, event.url);
  await me.send();
  await me.sent();
  const id = await me.receipt();
  await phone.kill();
  return { phone, id };
}

/** The ballot is harmed; whoever opens the page again puts it back. */
async function putBack(s, event, harm) {
  const { phone, id } = await sentAndShut(s, event);
  const bytes = readFileSync(file(event.box, id));
  harm(id);
  assert.ok(!holds(event.box, id), 'the harm is done');
  const page = await phone.switchOn();
  await page.goto(event.url);
  await until(() => holds(event.box, id));
  assert.deepEqual(readFileSync(file(event.box, id)), bytes);
  ends(event.box, [id]);
}

/** Does the box hold this ballot, whole? */
function holds(box, id) {
  try {
    return counted(box).includes(id);
  } catch {
    // With no ballot at all there is no result.
    return false;
  }
}

export const store = [
  {
    name: 'overwritten',
    what: 'a store that overwrites gets other bytes in place of a ballot that was sent',
    end: 'the other bytes are refused by name; the device that wrote it puts it back; counted once',
    run: async (s) => {
      const event = await openEvent(s);
      event.proxy.always('PUT ballot', overwriting(event.box));
      const others = [Buffer.from('{}'), Buffer.alloc(0), Buffer.from('<html>')];
      await putBack(s, event, (id) => writeFileSync(file(event.box, id), s.dice.pick(others)));
    },
  },
  {
    name: 'disappeared',
    what: 'a ballot that was sent is no longer in the box',
    end: 'the device that wrote it puts it back; counted once',
    short: true,
    run: async (s) => {
      const event = await openEvent(s);
      await putBack(s, event, (id) => rmSync(file(event.box, id)));
    },
  },
  {
    name: 'slow-writer',
    what: 'somebody begins to write other bytes under the ballot’s name, and ends after it was acknowledged',
    end: 'the ballot stays as it was; counted once',
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await choose(me, event.url);
      let slow;
      const put = faults.held();
      event.proxy.next('PUT ballot', async (x) => {
        slow = await beginsToWrite(event.box.url, x.request.url, '{"not":"the ballot"}');
        await put(x);
      });
      await me.send();
      await put.arrived;
      put.letGo();
      await me.sent();
      const id = await me.receipt();
      assert.match(await slow(), /^HTTP\/1\.1 412 /);
      ends(event.box, [id]);
    },
  },
  {
    name: 'killed-mid-upload',
    what: 'kill -9 of the server in the middle of an upload, and a start afterwards',
    end: 'no half file is left; kept, then sent; it lies in the box once',
    short: true,
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await choose(me, event.url);
      event.proxy.next('PUT ballot', async (x) => {
        const body = await x.body();
        await beginsToWrite(event.box.url, x.request.url, body.toString(), s.dice.between(1, body.length - 1));
        // A ballot touches the disk whole; a result does so as it arrives.
        await beginsToWrite(event.box.url, `/box/results/${'0'.repeat(64)}.json`, body.toString(), s.dice.between(1, body.length - 1));
        await until(() => readdirSync(join(event.box.path, 'results')).length > 0);
        await event.box.kill();
        x.response.destroy();
      });
      await me.send();
      await isKept(me);
      await event.box.start();
      for (const folder of ['ballots', 'results']) assert.deepEqual(readdirSync(join(event.box.path, folder)), [], 'what was half written is swept away');
      await untilSent(me);
      ends(event.box, [await me.receipt()]);
    },
  },
  {
    name: 'killed-under-load',
    what: 'kill -9 of the server again and again while ballots arrive',
    end: 'every ballot acknowledged is there, whole',
    run: async (s) => {
      const { ballots } = await import('../../e2e/support/ballots.mjs');
      const event = await openEvent(s);
      const acknowledged = [];
      for (let round = 0; round < 5; round += 1) {
        const made = [...ballots(event.budget, 300, 1 + s.seed * 5 + round)];
        const dies = s.dice.between(20, 250);
        let answered = 0;
        let killed;
        const worker = async () => {
          for (let next = made.pop(); next && !killed; next = made.pop()) {
            const [id, body] = next;
            const answer = await fetch(`${event.box.url}box/ballots/${id}.json`, { method: 'PUT', body, headers: { 'content-type': 'application/json' } }).catch(() => undefined);
            if (answer?.status === 201) acknowledged.push(id);
            answered += 1;
            if (answered === dies) killed = event.box.kill();
          }
        };
        await Promise.all(Array.from({ length: 8 }, worker));
        await killed;
        await event.box.start();
      }
      const there = new Set(counted(event.box));
      assert.deepEqual(acknowledged.filter((id) => !there.has(id)), []);
      const left = readdirSync(join(event.box.path, 'ballots')).filter((name) => !/^[0-9a-f]{64}\.json$/.test(name));
      assert.deepEqual(left, []);
      s.note(`${acknowledged.length} acknowledged over 5 kills, ${there.size} in the box, none lost, none torn`);
    },
  },
  {
    name: 'disk-full',
    what: 'the disk of the box is full, and is given room later',
    end: 'kept, then sent; it lies in the box once',
    short: true,
    run: async (s) => {
      const disk = smallDisk(s);
      const place = join(disk.path, 'box');
      mkdirSync(place);
      const opening = openEvent(s, { place });
      // After the server, which the opening has promised to end.
      s.after(disk.end);
      const event = await opening;
      const filler = join(disk.path, 'filler');
      fillUp(filler);
      const me = await newResident(s);
      await choose(me, event.url);
      await me.send();
      await isKept(me);
      assert.deepEqual(readdirSync(join(place, 'ballots')), []);
      rmSync(filler);
      await untilSent(me);
      ends(event.box, [await me.receipt()]);
    },
  },
];

/** Sends the head and the first bytes of an upload; what it answers with sends the rest, and tells what the box says. */
async function beginsToWrite(url, path, text, first = 1) {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  let said = '';
  socket.on('data', (data) => (said += data));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  await new Promise((resolve) => socket.once('connect', resolve));
  const head = `PUT ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close\r\n\r\n`;
  await new Promise((resolve) => socket.write(head + text.slice(0, first), resolve));
  return async () => {
    socket.write(text.slice(first));
    await closed;
    return said;
  };
}

/** A disk of one megabyte; only an administrator can have one. */
function smallDisk(s) {
  const path = mkdtempSync(join(tmpdir(), 'common-purse-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', path], { stdio: 'ignore' });
  } catch {
    rmSync(path, { recursive: true });
    s.skip('a small disk cannot be mounted by this account');
  }
  const end = () => {
    execFileSync('umount', [path]);
    rmSync(path, { recursive: true });
  };
  return { path, end };
}

/** Writes until the disk takes no more. */
function fillUp(path) {
  for (const size of [1 << 16, 1 << 12, 1]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: 'a' });
    } catch (error) {
      if (error.code !== 'ENOSPC') throw error;
    }
  }
}
