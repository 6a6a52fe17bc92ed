// The engine's speed natively and in a dedicated worker of headless Chromium, side by side:
// node engine.mjs FOLDER PROGRAM [FILE.pb…] (`cargo xtask bench engine`).
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, release } from 'node:os';
import { basename, join } from 'node:path';

import { visitor } from './support/browser.mjs';
import { event } from './support/event.mjs';

const [folder, program, ...files] = process.argv.slice(2);
const KINDS = { '.js': 'text/javascript', '.wasm': 'application/wasm', '': 'text/html' };
// A page of its own has a finer clock: steps of 5 µs instead of 100.
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
const PAGES = { '/': '<!doctype html><title>bench</title>', '/start.js': "import init from './engine.js';\nawait init({ module_or_path: 'engine_bg.wasm' });\npostMessage('ready');\n" };

const native = rows(natively());
const { lines, browser } = await inWorker();
const wasm = rows(lines);
console.log(`\n${cpus().length} × ${cpus()[0].model.trim()}, Linux ${release()}, Chromium ${browser}; the best of some batches, in milliseconds\n`);
const width = Math.max(...[...native.keys()].map((what) => what.length));
console.log(`${''.padEnd(width)}  ${'native'.padStart(9)}  ${'wasm'.padStart(9)}  ratio`);
for (const [what, time] of native) {
  const other = wasm.get(what);
  console.log(`${what.padEnd(width)}  ${shown(time)}  ${shown(other)}  ${(other / time).toFixed(1).padStart(5)}`);
}

function natively() {
  const { status, stdout } = spawnSync(program, files, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (status !== 0) throw new Error('The native program did not come to its end.');
  return stdout.trim().split('\n');
}

/** The lines that the worker posts. */
function inWorker() {
  return event(async (t) => {
    const address = await serve(t);
    const page = await visitor(t);
    await page.goto(address);
    const elections = files.map((file) => [basename(file, '.pb'), readFileSync(file, 'utf8')]);
    const lines = await page.evaluate(measure, elections);
    return { lines, browser: page.context().browser().version() };
  });
}

function measure(elections) {
  return new Promise((resolve, reject) => {
    const lines = [];
    const worker = new Worker('/start.js', { type: 'module' });
    worker.onerror = (error) => reject(new Error(error.message));
    worker.onmessage = ({ data }) => {
      if (data === 'ready') worker.postMessage(elections);
      else if (data === '') resolve(lines);
      else lines.push(data);
    };
  });
}

/** A server of its own on this machine, for as long as the bench runs. */
function serve(t) {
  const server = createServer(({ url }, response) => {
    const kind = KINDS[/\.[a-z]+$/.exec(url)?.[0] ?? ''];
    try {
      const body = PAGES[url] ?? readFileSync(join(folder, basename(url)));
      response.writeHead(200, { 'content-type': kind, ...ISOLATED }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  t.after(() => server.close());
  return new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(`http://127.0.0.1:${server.address().port}/`)));
}

function rows(lines) {
  return new Map(lines.map((line) => line.split('\t')).map(([what, time]) => [what, Number(time)]));
}

function shown(time) {
  return time.toFixed(time < 1 ? 4 : time < 10 ? 2 : 1).padStart(9);
}
