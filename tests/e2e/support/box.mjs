// A box of its own for each test, served by the organiser's tool.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { example } from './budget.mjs';

export const PURSE = process.env.PURSE ?? fromHere('../../../target/debug/purse');
const CODED_EVENT = process.env.CODED_EVENT ?? fromHere('../../../target/debug/examples/coded_event');
export const WIDGET = process.env.WIDGET ?? fromHere('../../../dist');

function fromHere(path) {
  return new URL(path, import.meta.url).pathname;
}

/** A temporary folder that goes when the test ends, after what was to end before it was asked for. */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'common-purse-'));
  t.after(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

/** The folder of a box with this budget and these ballots (canonical bytes by id). */
export function fill(path, budget, ballots = new Map()) {
  mkdirSync(join(path, 'ballots'), { recursive: true });
  mkdirSync(join(path, 'results'), { recursive: true });
  mkdirSync(join(path, 'bundle'), { recursive: true });
  writeFileSync(join(path, 'budget.json'), JSON.stringify(budget));
  for (const [id, bytes] of ballots) writeFileSync(join(path, 'ballots', `${id}.json`), bytes);
  return path;
}

/** The widget as `PURSE_BOX_ORIGINS` builds it: its page may also talk to these. */
export function builtFor(t, origins) {
  const widget = join(folder(t), 'widget');
  cpSync(WIDGET, widget, { recursive: true, filter: (name) => !/index\.html\.(br|gz)$/.test(name) });
  const page = join(widget, 'index.html');
  writeFileSync(page, readFileSync(page, 'utf8').replace("connect-src 'self'", `$& ${origins.join(' ')}`));
  return widget;
}

/**
 * Serves a box until the test ends. `stop` and `start` cut it off and bring it back at the same address; `kill` is a
 * power cut. It lies in a folder of its own unless `place` names another. With `codes`, words for `codedEvent`, the
 * ballots are cast with codes. Without `widget`, the program gives out the one that it holds.
 */
export async function openBox(t, { budget = example(), ballots, codes, widget = WIDGET, place, options = [] } = {}) {
  let server;
  t.after(() => server?.stop());
  const path = fill(place ?? folder(t), budget, ballots);
  if (codes) codedEvent('cast', path, ...codes);
  const all = [...(widget ? ['--widget', widget] : []), ...options];
  server = await serve(path, 0, all);
  const { url } = server;
  return {
    url,
    path,
    budget,
    /** The server's process. */
    pid: () => server.pid,
    stop: () => server.stop(),
    kill: () => server.stop('SIGKILL'),
    start: async () => {
      server = await serve(path, new URL(url).port, all);
    },
    ballots: () => files(path, 'ballots'),
    results: () => files(path, 'results'),
  };
}

/** Names and bytes of what lies in a folder of the box. */
function files(path, kind) {
  const names = readdirSync(join(path, kind)).filter((name) => name.endsWith('.json')).sort();
  return new Map(names.map((name) => [name.slice(0, -'.json'.length), readFileSync(join(path, kind, name))]));
}

async function serve(path, port, options) {
  const all = ['serve', '--bind', '127.0.0.1', '--port', String(port), '--box', path, ...options];
  const child = spawn(PURSE, all, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const said = [];
  const url = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const found = line.match(/http:\/\/127\.0\.0\.1:\d+\//);
        if (found) resolve(found[0]);
      });
    }
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`purse serve ended with ${code}:\n${said.join('\n')}`)));
  });
  return {
    url,
    pid: child.pid,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      await ended;
    },
  };
}

/** What an organiser and the holders of codes do at once: see `crates/workers/examples/coded_event.rs`. */
export function codedEvent(...words) {
  execFileSync(CODED_EVENT, words, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** What the organiser's tool prints; throws when it fails. */
export function purse(...words) {
  return execFileSync(PURSE, words, { stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 28 });
}
