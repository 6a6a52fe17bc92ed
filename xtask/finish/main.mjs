// The last step of a build, which Trunk runs on its files: lighter programs, words files, names by content, and a page
// that says what it may load and run. PURSE_BOX_ORIGINS: where budgets may keep their boxes, besides the
// widget's own host.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { page, preload } from './page.mjs';
import { pieces, withLoader } from './pieces.mjs';
import { slim } from './slim.mjs';
import { wordsFiles } from './words.mjs';

const { TRUNK_STAGING_DIR: folder, TRUNK_SOURCE_DIR: root, PURSE_BOX_ORIGINS: boxes = '', PURSE_PIECES: split } = process.env;
/** The programs of workers; the page starts all but the last. */
const PROGRAMS = ['counter', 'counter_every', 'sealer', 'auditor', 'verifier'];

const at = (name) => join(folder, name);
const text = (name) => readFileSync(at(name), 'utf8');
const digest = (algorithm, bytes, form) => createHash(algorithm).update(bytes).digest(form);

for (const wasm of readdirSync(folder).filter((name) => name.endsWith('_bg.wasm'))) {
  const script = wasm.replace('_bg.wasm', '.js');
  const [bytes, short] = slim(readFileSync(at(wasm)), text(script));
  writeFileSync(at(wasm), bytes);
  writeFileSync(at(script), short);
}

const app = readdirSync(folder).find((name) => /^common-purse-.+\.js$/.test(name)).slice(0, -'.js'.length);
const splits = split ? readdirSync(split).filter((name) => /^(split|chunk)_.*wasm$/.test(name)).map((name) => join(split, name)) : [];
const files = wordsFiles(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), [at(`${app}_bg.wasm`), ...splits].map((program) => readFileSync(program)));
for (const { name, text } of files) writeFileSync(at(name), text);
const words = files.filter(({ kind }) => kind === 'words');

const worker = workers();
const of = (name) => ({ name, integrity: `sha256-${digest('sha256', readFileSync(at(name)), 'base64')}` });
const later = pieces(split, (base, bytes) => {
  writeFileSync(at(`${base}_bg.wasm`), startingWorkers(bytes));
  const { name, integrity } = of(named(`${base}_bg.wasm`, base));
  return [name, integrity];
});
if (later) writeFileSync(at(`${app}.js`), withLoader(text(`${app}.js`), later, readFileSync(join(root, 'load.js'), 'utf8')));

const program = startingWorkers(readFileSync(at(`${app}_bg.wasm`)));
writeFileSync(at(`${app}_bg.wasm`), program);

const built = {
  program: named(`${app}_bg.wasm`, 'common-purse'),
  words: { en: '', ...Object.fromEntries(words.map(({ lang, name }) => [lang, name])) },
  scripts: ['scan.js', 'frame.js', 'place.js', 'device.js', 'sw.js', ...PROGRAMS.slice(0, -1).map((program) => `${worker}?${program}`)],
};
const locales = Object.fromEntries(['en', ...words.map(({ lang }) => lang)].map((lang) => [lang, JSON.parse(readFileSync(join(root, 'locales', `${lang}.json`)))]));
const script = finished(app, built, readFileSync(join(root, 'start.js'), 'utf8'));
const along = { program: built.program, script: of(script) };
writeFileSync(at('index.html'), page(text('index.html'), { ...along, boxes, locales }));
writeFileSync(at('preload.map'), preload(along));
/** What became of the promises is asked of the network: a ballot is filled in without. */
const ofPromises = (name) => /^(auditor|promises|piece-promises)-/.test(name);
const toKeep = (name) => (/-[0-9a-f]{16}[._]/.test(name) && !ofPromises(name)) || (built.scripts.includes(name) && name !== 'sw.js');
const sums = readdirSync(folder).filter(toKeep).map((name) => [name, of(name).integrity]);
writeFileSync(at('sw.js'), shorter(withBuilt('sw.js', { page: of('index.html').integrity, files: Object.fromEntries(sums) })));

/** A name that changes with the content, so that browsers may keep the file for ever. */
function named(old, base) {
  const name = old.replace(/^.*?(_bg\.wasm|\.js)$/, `${base}-${digest('sha256', readFileSync(at(old)), 'hex').slice(0, 16)}$1`);
  renameSync(at(old), at(name));
  return name;
}

/** A script with what the build knows in the one place where it asks for that, behind its comments. */
function withBuilt(script, built) {
  const parts = text(script).split(/(?<!\/\/.*)\bBUILT\b/);
  if (parts.length !== 2) throw new Error(`${script}: expected BUILT in it once`);
  return parts.join(JSON.stringify(built));
}

/** Names the workers' programs by their content, and with them the script that starts them. */
function workers() {
  const files = PROGRAMS.map((program) => [program, ['.js', '_bg.wasm'].map((end) => named(program + end, program))]);
  writeFileSync(at('worker.js'), withBuilt('worker.js', Object.fromEntries(files)));
  return named('worker.js', 'worker');
}

/** A program of the page with that script's name in it, which is as long as what `workers::script!` has in its place. */
function startingWorkers(wasm) {
  for (let from; (from = wasm.indexOf('worker-0000000000000000.js')) >= 0; ) wasm.write(worker, from);
  return wasm;
}

/** The same script in fewer letters, by terser; a build without it is some 1,000 bytes heavier. */
function shorter(script) {
  const { stdout, error, status, stderr } = spawnSync('terser', ['--module', '--compress', 'passes=3,ecma=2020,unsafe_arrows,unsafe_methods', '--mangle'], { input: script, encoding: 'utf8' });
  if (error?.code === 'ENOENT') return script;
  if (status !== 0) throw error ?? new Error(`terser: ${stderr}`);
  return stdout;
}

/** wasm-bindgen's script with what begins the program at its end. */
function finished(base, built, start) {
  const whole = text(`${base}.js`).replace(/export \{[^}]*\};?\s*$/, () => `const BUILT = ${JSON.stringify(built)};\n`);
  const missing = ['const BUILT', 'function __wbg_get_imports(', 'function __wbg_finalize_init('].find((part) => !whole.includes(part));
  if (missing) throw new Error(`${base}.js: expected ${missing} in it, which start.js begins the program by`);
  writeFileSync(at(`${base}.js`), shorter(whole + start));
  return named(`${base}.js`, base.replace(/-[0-9a-f]+$/, ''));
}
