// What a network does to a ballot on its way.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';

import { choose, ends, isKept, newResident, openEvent, until, untilSent } from '../support/event.mjs';
import * as faults from '../support/proxy.mjs';

const ONCE = 'kept on the device until it is sent; it lies in the box once';

/** A resident sends through these faults, the next ones to each put and read-back; then all is calm. */
async function through(s, { puts = [], reads = [] }) {
  const event = await openEvent(s);
  const me = await newResident(s);
  await choose(me, event.url);
  event.proxy.next('PUT ballot', ...puts);
  event.proxy.next('GET ballot', ...reads);
  await me.send();
  // A browser repeats a request by itself where a connection that was used before breaks: then nothing is seen of it.
  await untilSent(me);
  ends(event.box, [await me.receipt()]);
  return event;
}

/** As [`through`], with one fault to everything until it is calm. */
async function throughEvery(s, fault, sees = isKept) {
  const event = await openEvent(s);
  const me = await newResident(s);
  await choose(me, event.url);
  event.proxy.always('PUT ballot', fault);
  event.proxy.always('GET ballot', fault);
  await me.send();
  await sees(me);
  const before = [...event.box.ballots().keys()];
  event.proxy.calm();
  await untilSent(me);
  ends(event.box, [await me.receipt()]);
  return { ...event, before };
}

const isRefused = (me) => me.heading('receipt.refused').waitFor();

export const network = [
  {
    name: 'lost-answer',
    what: 'the box has the ballot, and its answer is lost one to three times',
    end: ONCE,
    short: true,
    run: async (s) => {
      const times = s.dice.between(1, 3);
      const { proxy } = await through(s, { puts: Array(times).fill(faults.answerLost) });
      assert.ok(proxy.seen.filter((kind) => kind === 'PUT ballot').length > times);
    },
  },
  {
    name: 'portal',
    what: 'a portal answers 200 with its own page to the put and to the read-back',
    end: ONCE,
    short: true,
    run: async (s) => assert.deepEqual((await throughEvery(s, faults.portal)).before, []),
  },
  {
    name: 'portal-for-puts',
    what: 'a portal takes the put for itself; what is read comes from the box',
    end: ONCE,
    run: (s) => through(s, { puts: Array(s.dice.between(1, 3)).fill(faults.portal) }),
  },
  {
    name: 'portal-for-reads',
    what: 'the put arrives, and a portal answers the read-back with its own page',
    end: ONCE,
    run: (s) => through(s, { reads: Array(s.dice.between(1, 3)).fill(faults.portal) }),
  },
  {
    name: 'store-unheard',
    what: 'what the box says of how it takes ballots is lost, a portal’s page, an error, or has no end',
    end: ONCE,
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await choose(me, event.url);
      const harm = [faults.neverArrives, faults.portal, faults.says(500), faults.endless, faults.redirect(302, 'http://127.0.0.1:9/')];
      event.proxy.always('GET store', s.dice.pick(harm));
      await me.send();
      await isKept(me);
      assert.equal(event.box.ballots().size, 0);
      event.proxy.calm();
      await untilSent(me);
      ends(event.box, [await me.receipt()]);
    },
  },
  {
    name: 'redirect',
    what: 'put and read-back are redirected to another host',
    end: 'the other host gets nothing; kept, then sent; it lies in the box once',
    short: true,
    run: async (s) => {
      const got = [];
      const other = createServer((request, response) => {
        got.push(request.method);
        response.writeHead(200, { 'access-control-allow-origin': '*', 'access-control-allow-methods': '*', 'access-control-allow-headers': '*' }).end('{}');
      });
      await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
      s.after(() => other.close());
      const to = `http://127.0.0.1:${other.address().port}/box/`;
      await throughEvery(s, faults.redirect(s.dice.pick([301, 302, 307, 308]), to));
      assert.deepEqual(got, []);
    },
  },
  {
    name: 'server-error',
    what: 'the box fails with 500, 502 or 504, whether it kept the ballot or not',
    end: ONCE,
    run: (s) => {
      const status = s.dice.pick([500, 502, 504]);
      return through(s, { puts: [faults.says(status), faults.keptYetSays(status)], reads: [faults.says(404), faults.says(status)] });
    },
  },
  {
    name: 'busy',
    what: 'the box asks to come later: 503 or 429 with Retry-After, in seconds, as a date, as nonsense',
    end: ONCE,
    run: (s) => {
      const later = (value) => faults.says(s.dice.pick([503, 429]), { 'retry-after': value });
      return through(s, { puts: s.dice.shuffled(['3600', '99999999999', 'Wed, 21 Oct 2037 07:28:00 GMT', '-1', 'soon'].map(later)) });
    },
  },
  {
    name: 'refused',
    what: 'the box refuses with 400, 401, 403 or 413, and is put right later',
    end: 'the page says so and keeps the ballot; sent when somebody asks; it lies in the box once',
    run: (s) => throughEvery(s, faults.says(s.dice.pick([400, 401, 403, 413])), isRefused),
  },
  {
    name: 'headers-stripped',
    what: 'a proxy takes every header away that can be left out, in both directions',
    end: 'sent; it lies in the box once',
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await choose(me, event.url);
      event.proxy.always('PUT ballot', faults.stripped);
      event.proxy.always('GET ballot', faults.stripped);
      await me.send();
      await me.sent();
      ends(event.box, [await me.receipt()]);
    },
  },
  {
    name: 'content-type-stripped',
    what: 'a proxy takes even the kind of file away, so that the box will not take it',
    end: ONCE,
    run: (s) => throughEvery(s, faults.bare),
  },
  {
    name: 'endless-answer',
    what: 'put and read-back are answered with a body that does not end',
    end: `no more than a few bytes are read; ${ONCE}`,
    run: (s) => throughEvery(s, faults.endless),
  },
  {
    name: 'gigabyte-answer',
    what: 'put and read-back are answered with a gigabyte',
    end: ONCE,
    run: (s) => throughEvery(s, faults.large(1 << 30)),
  },
  {
    name: 'weather',
    what: 'three residents send through a dozen faults each, drawn from the seed',
    end: 'all three sent; each ballot lies in the box once',
    run: async (s) => {
      const event = await openEvent(s);
      const all = [faults.answerLost, faults.neverArrives, faults.portal, faults.endless, faults.says(500), faults.says(503), faults.keptYetSays(502), faults.stripped, faults.through];
      const drawn = () => Array.from({ length: 12 }, () => s.dice.pick(all));
      const ids = [];
      for (let who = 0; who < 3; who += 1) {
        const me = await newResident(s);
        await choose(me, event.url);
        event.proxy.next('PUT ballot', ...drawn());
        event.proxy.next('GET ballot', ...drawn());
        await me.send();
        await untilSent(me);
        ids.push(await me.receipt());
        event.proxy.calm();
      }
      ends(event.box, ids);
    },
  },
  {
    name: 'replay',
    what: 'somebody who listens puts a ballot in again and again, under its own and under other names',
    end: 'counted once; the copies are refused by name',
    run: async (s) => {
      const event = await openEvent(s);
      const me = await newResident(s);
      await choose(me, event.url);
      await me.send();
      await me.sent();
      const id = await me.receipt();
      const bytes = event.box.ballots().get(id);
      const put = (name) => fetch(`${event.url}box/ballots/${name}.json`, { method: 'PUT', body: bytes, headers: { 'content-type': 'application/json' } });
      for (let time = 0; time < 5; time += 1) await put(id);
      for (const other of ['0', 'f']) await put(other.repeat(64));
      await put('copy');
      await until(() => event.box.ballots().size === 4);
      ends(event.box, [id]);
    },
  },
];
