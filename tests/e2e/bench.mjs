// Speeds of the release build, in a table: node bench.mjs [RUNS] [WORD] (`cargo xtask bench`); with a word, only of what
// is called by it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as ask, createServer } from 'node:http';
import { cpus, release } from 'node:os';
import { join } from 'node:path';

import { ballots, id, noSignature } from './support/ballots.mjs';
import { PURSE, codedEvent, openBox, purse } from './support/box.mjs';
import { visitor } from './support/browser.mjs';
import { example, long } from './support/budget.mjs';
import { event } from './support/event.mjs';
import { mostOf } from './support/memory.mjs';
import { plainPage } from './support/plain.mjs';
import { resident } from './support/resident.mjs';
import { isKept } from './support/offline.mjs';
import { barePage, load, loadAgain, presses } from './support/speed.mjs';
import { say } from './support/words.mjs';

const RUNS = Number(process.argv[2] ?? 7);
const WORD = process.argv[3] ?? '';
const GOOD = { cpu: 4, latency: 100, megabits: 9 };
const POOR = { cpu: 4, latency: 150, megabits: 1.6 };
const rows = [];

const all = [
  [firstLoad, 'first load, 4× slower CPU, 9 Mbps, 100 ms', GOOD, { paint: 250, answers: 500 }],
  [firstLoad, 'first load, 4× slower CPU, 1.6 Mbps, 150 ms', POOR, { answers: 1000 }],
  [offlineStart, 'opened without a signal, 4× slower CPU', { cpu: 4, latency: 0, megabits: 1000 }, { answers: 1000 }],
  [change, 'an amount changes, 6× slower CPU, 40 lines', 6, 40],
  [count, 'count of 10,000 ballots from a bundle', 10_000, { most: 1000 }],
  [count, 'count of 10,000 ballots with a code from a bundle', 10_000, { codes: ['bundle'], most: 4000 }],
  [count, 'count of 10,000 locked ballots from a bundle after the close', 10_000, { codes: ['bundle', 'sealed'], close: true }],
  [promises, 'entries of a promise ledger', 5_000, { most: 100 }],
  [junk, 'names of unknown codes', 1_000_000],
  [flood, 'forgeries of one code', 20_000, forgery],
  [flood, 'forgeries of one code', 200_000, forgery],
  [flood, 'files without a code among ballots with one', 20_000, stray],
];
for (const [measure, what, ...how] of all) if (called(what, ...how).includes(WORD)) await event((t) => measure(t, what, ...how));

console.log(`\n${cpus().length} × ${cpus()[0].model.trim()}, Linux ${release()}, Node ${process.version}; median of ${RUNS} runs unless it says otherwise\n`);
const width = Math.max(...rows.map(([what]) => what.length));
for (const [what, value, most, bare] of rows) {
  const beside = [most && `at most ${most}`, bare && `a bare page ${bare}`].filter(Boolean);
  console.log(`${what.padEnd(width)}  ${value.padStart(10)}  ${beside.join('; ')}`);
}

/** What a measurement is asked for by: floods by their number too. */
function called(what, number) {
  return Number.isInteger(number) ? `${number.toLocaleString('en')} ${what}` : what;
}

/** First paint, and the moment at which a first press is seen; beside a bare page, in turn with it. */
async function firstLoad(t, what, network, most) {
  const box = await openBox(t);
  const bare = await barePage(t, 10);
  const [loads, bares] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    loads.push(await event((t) => load(t, box.url, network)));
    bares.push(await event((t) => load(t, bare, network)));
  }
  const timed = (what, name, most) => {
    const [ours, least] = [loads, bares].map((all) => `${Math.round(median(all.map((load) => load[name])))} ms`);
    row(what, ours, most && `${most} ms`, least);
  };
  timed(`${what}: first paint`, 'paint', most.paint);
  timed(`${what}: lines drawn`, 'drawn');
  timed(`${what}: answers, the first press is seen`, 'answers', most.answers);
  row(`${what}: layout shift`, Math.max(...loads.map((load) => load.shift)).toFixed(3), '0.02');
}

/** What the service worker keeps is opened; beside it a bare page from this machine's own server, in turn with it. */
async function offlineStart(t, what, machine, most) {
  const box = await openBox(t);
  const bare = await barePage(t, 10);
  const [loads, bares] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    loads.push(await event((t) => loadAgain(t, box.url, machine, isKept)));
    bares.push(await event((t) => load(t, bare, machine)));
  }
  for (const [called, name] of [['first paint', 'paint'], ['lines drawn', 'drawn'], ['answers, the first press is seen', 'answers']]) {
    const [ours, least] = [loads, bares].map((all) => `${Math.round(median(all.map((load) => load[name])))} ms`);
    row(`${what}: ${called}`, ours, most[name] && `${most[name]} ms`, least);
  }
}

/** From the press of a button at the start of a frame to the end of that frame's painting. */
async function change(t, what, cpu, lines) {
  const box = await openBox(t, { budget: long(lines) });
  const page = await visitor(t);
  await resident(page).arrive(box.url);
  const ours = await presses(page, cpu);
  const bare = await visitor(t);
  await bare.goto(await barePage(t, lines));
  const least = await presses(bare, cpu);
  for (const [called, part, most] of [['median', 0.5], ['95th percentile', 0.95, '16 ms']]) {
    const at = (times) => `${times[Math.ceil(times.length * part) - 1].toFixed(1)} ms`;
    row(`${what}: ${called} of ${ours.length}`, at(ours), most, at(least));
  }
}

/** In the browser, from the arrival of the bundle to the outcome on the screen; and by the organiser's tool. */
async function count(t, what, people, { codes, close = false, most }) {
  const budget = example();
  const made = ballots(budget, people);
  const box = await openBox(t, codes ? { budget, ballots: made, codes } : { budget });
  if (!codes) bundle(box, made);
  if (close) codedEvent('close', box.path);

  const browser = [];
  for (let run = 0; run < RUNS; run += 1) browser.push(await event((t) => countOnce(t, box.url)));
  row(`${what}: browser, whole`, `${Math.round(median(browser.map((run) => run.whole)))} ms`);
  row(`${what}: browser, from the files' arrival`, `${Math.round(median(browser.map((run) => run.arrived)))} ms`, most && `${most} ms`);
  row(`${what}: longest time the page did not answer`, `${Math.round(Math.max(...browser.map((run) => run.deaf)))} ms`);
  row(`${what}: words of progress`, `${median(browser.map((run) => run.progress))}`);
  const native = [];
  for (let run = 0; run < RUNS; run += 1) {
    const begun = performance.now();
    purse('count', box.path, '--format', 'json');
    native.push(performance.now() - begun);
  }
  row(`${what}: purse`, `${Math.round(median(native))} ms`);
}

/** A ledger of so many payments: how long the page folds and draws, which it does in one go, and what all of it takes. */
async function promises(t, what, number, { most }) {
  const budget = example();
  const box = await openBox(t, { budget });
  const story = JSON.parse(readFileSync(new URL('../../budgets/aldermoor.ledger.json', import.meta.url)));
  const paid = (at) => ({ who: 'council', on: '2028-03-01', says: { kind: 'pay', line: 'care-workers', commit: 'care-2028', amount: 1, reference: `BENCH-${at}` } });
  const end = story.entries.findIndex(({ says }) => says.kind === 'milestone');
  const rest = Array.from({ length: number - end }, (_, at) => paid(at));
  const file = join(box.path, '..', `story-${process.pid}.json`);
  writeFileSync(file, JSON.stringify({ ...story, entries: [...story.entries.slice(0, end), ...rest] }));
  t.after(() => rmSync(file));
  purse('ledger', 'practise', box.path, '--from', file);
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    runs.push(
      await event(async (t) => {
        const page = await visitor(t);
        await page.addInitScript(tellsSilence);
        await page.goto(box.url);
        await resident(page).heading('ballot.title').waitFor();
        await page.evaluate(() => (globalThis.deaf = 0));
        const begun = performance.now();
        await page.evaluate(() => (location.hash = '#promises'));
        await page.locator('#promises-checked').waitFor({ timeout: 300_000 });
        return { whole: performance.now() - begun, deaf: await page.evaluate(() => globalThis.deaf) };
      }),
    );
  }
  const of = called(what, number);
  row(`${of}: folded and drawn, in one go`, `${Math.round(median(runs.map((run) => run.deaf)))} ms`, `${most} ms`);
  row(`${of}: whole, with every file and signature`, `${Math.round(median(runs.map((run) => run.whole)))} ms`);
}

function bundle(box, made) {
  const sorted = [...made].sort(([a], [b]) => (a < b ? -1 : 1));
  const bytes = sorted.map(([, ballot]) => `${ballot}\n`).join('');
  mkdirSync(join(box.path, 'bundle'), { recursive: true });
  writeFileSync(join(box.path, 'bundle', `${id(bytes)}.jsonl`), bytes);
}

/** A flood of names with unknown keys: nothing of it is fetched but the list. */
async function junk(t, what, names) {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 100), codes: ['bundle'] });
  const flood = await flooded(t, box.url, names);
  const page = await visitor(t);
  const me = resident(page);
  await page.goto(`${flood.url}#results`);
  await page.getByRole('heading', { name: me.word('results.outcome') }).waitFor({ timeout: 300_000 });
  row(`${called(what, names)}: browser, from the list's last byte`, `${Math.round(performance.now() - flood.sent())} ms`, '10000 ms');
}

/** So many loose files that do not count, beside 200 ballots that do: time and memory of a browser, and of the organiser's tool. */
async function flood(t, what, number, file) {
  const budget = example();
  const box = await openBox(t, { budget, ballots: ballots(budget, 200), codes: [] });
  const [[name, bytes]] = box.ballots();
  const [key] = name.split('-');
  for (let at = 0; at < number; at += 1) {
    const [called, holds] = file(key, bytes.toString(), at);
    writeFileSync(join(box.path, 'ballots', `${called}.json`), holds);
  }
  const of = called(what, number);
  const page = await plainPage(t, `${box.url}#results`, tellsSilence);
  await timed(`${of}: browser`, mostOf(t, page.pid), 300, async () => {
    await page.visit();
    await page.evaluate(untilHeaded, say('results.outcome'));
  });
  row(`${of}: longest time the page did not answer`, `${Math.round(await page.evaluate(() => globalThis.deaf))} ms`);
  const tool = spawn(PURSE, ['count', box.path, '--format', 'json'], { stdio: ['ignore', 'ignore', 'ignore'] });
  await timed(`${of}: purse`, mostOf(t, tool.pid), undefined, () => once(tool, 'exit'));
}

/** A row of time and one of memory; `peak` says how much was taken so far. */
async function timed(called, peak, megabytes, work) {
  const begun = performance.now();
  await work();
  row(`${called}, whole`, `${((performance.now() - begun) / 1000).toFixed(1)} s`);
  row(`${called}, memory`, `${peak()} MB`, megabytes && `${megabytes} MB`);
}

/** In a page: keeps the longest time for which it did not answer. */
function tellsSilence() {
  globalThis.deaf = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.deaf = Math.max(globalThis.deaf, entry.duration)))).observe({ type: 'longtask', buffered: true });
}

/** In a page: until it has this heading. */
function untilHeaded(words) {
  const headed = () => [...document.querySelectorAll('h1, h2, h3')].some((heading) => heading.innerText.trim() === words);
  return new Promise((done) => {
    const look = () => headed() && done();
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
    look();
  });
}

/** A ballot under the name of a real code with a signature that nobody made. */
function forgery(key, bytes, at) {
  return [`${key}-${2 + at}-${id(bytes)}-${noSignature(at)}`, bytes];
}

/** What has no code in an event that needs one. */
function stray(_, __, at) {
  return [id(`${at}`), 'x'.repeat(10_000)];
}

/** Stands before a box and lists so many ballots of unknown codes in it. */
async function flooded(t, url, names) {
  let sent;
  const server = createServer(async (request, response) => {
    if (request.url.endsWith('/box/ballots/')) {
      response.setHeader('content-type', 'application/json');
      for (let from = 0; from < names; from += 10_000) {
        const files = Array.from({ length: Math.min(10_000, names - from) }, (_, at) => listed(from + at));
        const room = response.write(`${from === 0 ? '[' : ','}${files.join(',')}`);
        if (!room) await once(response, 'drain');
      }
      response.end('\r\n]', () => (sent = performance.now()));
      return;
    }
    const { method, headers } = request;
    const passed = ask(new URL(request.url, url), { method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.destroy());
    request.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return { url: `http://127.0.0.1:${server.address().port}/`, sent: () => sent };
}

function listed(number) {
  return `\r\n{ "name":"${id(`key ${number}`)}-1-${id(`${number}`)}-${noSignature(number)}.json", "type":"file", "mtime":"Thu, 26 Nov 2026 12:00:00 GMT", "size":1234 }`;
}

async function countOnce(t, url) {
  const page = await visitor(t);
  const me = resident(page);
  await page.addInitScript(tellsSilence);
  await page.addInitScript(() => {
    globalThis.progress = 0;
    const seen = new MutationObserver(() => {
      const value = document.querySelector('progress[value]')?.value;
      if (value !== undefined && value !== globalThis.last) {
        globalThis.last = value;
        globalThis.progress += 1;
      }
    });
    seen.observe(document, { childList: true, subtree: true, attributes: true });
  });
  await page.goto(`${url}#results`);
  await me.heading('results.title').waitFor();
  let arrived;
  page.context().on('requestfinished', (request) => {
    if (request.url().endsWith('.jsonl')) arrived = performance.now();
  });
  await page.evaluate(() => (globalThis.deaf = 0));
  const begun = performance.now();
  await me.count();
  const ended = performance.now();
  const { deaf, progress } = await page.evaluate(() => ({ deaf: globalThis.deaf, progress: globalThis.progress }));
  return { whole: ended - begun, arrived: ended - arrived, deaf, progress };
}

/** `bare`: what a page has that does nothing else, measured in turn. */
function row(what, value, most, bare) {
  rows.push([what, value, most, bare]);
  console.log(`${what}: ${value}${bare ? ` (a bare page ${bare})` : ''}`);
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
